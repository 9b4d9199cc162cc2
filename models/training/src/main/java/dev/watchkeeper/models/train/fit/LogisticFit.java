package dev.watchkeeper.models.train.fit;

import java.util.ArrayList;
import java.util.List;
import java.util.function.IntPredicate;
import org.tribuo.Example;
import org.tribuo.MutableDataset;
import org.tribuo.classification.Label;
import org.tribuo.classification.LabelFactory;
import org.tribuo.classification.sgd.linear.LinearSGDModel;
import org.tribuo.classification.sgd.linear.LinearSGDTrainer;
import org.tribuo.classification.sgd.objectives.LogMulticlass;
import org.tribuo.impl.ArrayExample;
import org.tribuo.math.la.DenseMatrix;
import org.tribuo.math.optimisers.AdaGrad;
import org.tribuo.provenance.SimpleDataSourceProvenance;

/**
 * Logistic regression by Tribuo's SGD on one thread with a fixed seed. Weights below zero are not allowed: features that
 * got one are left out and the rest is fitted again, until none is left (the active set shrinks, so it ends).
 */
public final class LogisticFit {

    private static final Label NORMAL = new Label("normal");
    private static final Label ODD = new Label("odd");

    private final long seed;
    private final int epochs;

    /** A fit of so many passes over the rows. */
    public LogisticFit(long seed, int epochs) {
        this.seed = seed;
        this.epochs = epochs;
    }

    /**
     * Fits the used features; {@code opens} says which features may raise an alert alone, the others get into the capped
     * sum.
     *
     * @throws IllegalArgumentException no used feature is higher where rows are odd
     */
    public Weights fit(Rows rows, IntPredicate used, IntPredicate opens) {
        boolean[] allowed = new boolean[rows.features()];
        for (int f = 0; f < allowed.length; f++) {
            allowed[f] = used.test(f);
        }
        while (true) {
            double[] fitted = once(rows, allowed);
            boolean negative = false;
            for (int f = 0; f < allowed.length; f++) {
                if (fitted[f] < 0) {
                    allowed[f] = false;
                    negative = true;
                }
            }
            if (!negative) {
                return weights(fitted, opens);
            }
            if (none(allowed)) {
                throw new IllegalArgumentException(
                        "a used feature that is higher in odd rows is expected, found none in " + rows.size());
            }
        }
    }

    private static boolean none(boolean[] allowed) {
        for (boolean one : allowed) {
            if (one) {
                return false;
            }
        }
        return true;
    }

    private static Weights weights(double[] fitted, IntPredicate opens) {
        int features = fitted.length - 1;
        float[] opening = new float[features];
        float[] supporting = new float[features];
        for (int f = 0; f < features; f++) {
            (opens.test(f) ? opening : supporting)[f] = (float) fitted[f];
        }
        return new Weights((float) fitted[features], opening, supporting, Float.MAX_VALUE);
    }

    /** Weights of the features and last the bias, as odd minus normal. */
    private double[] once(Rows rows, boolean[] allowed) {
        LinearSGDTrainer trainer =
                new LinearSGDTrainer(new LogMulticlass(), new AdaGrad(.2), epochs, Integer.MAX_VALUE, 16, seed);
        LinearSGDModel model = (LinearSGDModel) trainer.train(dataset(rows, allowed));
        DenseMatrix matrix = model.getWeightsCopy();
        int odd = model.getOutputIDInfo().getID(ODD);
        int normal = model.getOutputIDInfo().getID(NORMAL);
        double[] fitted = new double[allowed.length + 1];
        for (int f = 0; f < allowed.length; f++) {
            int column = model.getFeatureIDMap().getID(name(f));
            if (column >= 0) {
                fitted[f] = matrix.get(odd, column) - matrix.get(normal, column);
            }
        }
        int bias = matrix.getDimension2Size() - 1;
        fitted[allowed.length] = matrix.get(odd, bias) - matrix.get(normal, bias);
        return fitted;
    }

    /** Every row has every feature: Tribuo cannot merge the gradients of dense and sparse rows of one minibatch. */
    private static MutableDataset<Label> dataset(Rows rows, boolean[] allowed) {
        LabelFactory factory = new LabelFactory();
        List<Example<Label>> examples = new ArrayList<>(rows.size());
        String[] names = new String[allowed.length];
        for (int f = 0; f < names.length; f++) {
            names[f] = name(f);
        }
        for (int i = 0; i < rows.size(); i++) {
            ArrayExample<Label> example = new ArrayExample<>(rows.odd(i) ? ODD : NORMAL);
            for (int f = 0; f < names.length; f++) {
                if (allowed[f]) {
                    example.add(names[f], rows.value(i, f));
                }
            }
            if (example.size() > 0) {
                examples.add(example);
            }
        }
        return new MutableDataset<>(examples, new SimpleDataSourceProvenance("generated", factory), factory);
    }

    private static String name(int feature) {
        return String.format(java.util.Locale.ROOT, "f%03d", feature);
    }
}
