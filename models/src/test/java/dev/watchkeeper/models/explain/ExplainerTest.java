package dev.watchkeeper.models.explain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.watchkeeper.models.scoring.Scorer;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.function.ToDoubleFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ExplainerTest {

    /** A model that is any function of its row. */
    private record FunctionScorer(int features, ToDoubleFunction<float[]> function) implements Scorer {

        @Override
        public int batch() {
            return 32;
        }

        @Override
        public void score(float[] rows, int count, float[] margins) {
            for (int i = 0; i < count; i++) {
                margins[i] = (float) function.applyAsDouble(Arrays.copyOfRange(rows, i * features, (i + 1) * features));
            }
        }

        @Override
        public void close() {
            // holds nothing
        }
    }

    private static double sum(double[] shares) {
        return Arrays.stream(shares).sum();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void shares_ofARandomNetwork_addUpToMarginMinusBaseline(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        int features = 30;
        double[][] hidden = new double[9][features];
        for (double[] unit : hidden) {
            Arrays.setAll(unit, f -> random.nextGaussian());
        }
        Scorer network = new FunctionScorer(features, row -> {
            double margin = 0;
            for (double[] unit : hidden) {
                double z = 0;
                for (int f = 0; f < row.length; f++) {
                    z += unit[f] * row[f];
                }
                margin += Math.tanh(z) * unit[0];
            }
            return margin;
        });
        int[] groupOf = new int[features];
        Arrays.setAll(groupOf, f -> random.nextInt(Explainer.MAX_GROUPS));
        float[] row = new float[features];
        for (int f = 0; f < features; f++) {
            row[f] = (float) random.nextGaussian();
        }
        Explainer.Explanation explanation = new Explainer(network, new float[features], groupOf).explain(row);
        assertThat(sum(explanation.shares())).isCloseTo(explanation.margin() - explanation.baseline(), within(1e-6));
    }

    @Test
    void shares_ofAProduct_areSplitEvenly() {
        Scorer product = new FunctionScorer(3, row -> row[0] * row[1] + 2 * row[2]);
        Explainer.Explanation explanation =
                new Explainer(product, new float[3], new int[] {0, 1, 2}).explain(new float[] {2, 5, 1});
        assertThat(explanation.shares()).containsExactly(new double[] {5, 5, 2}, within(1e-9));
    }

    @Test
    void shares_ofAGroupAtTheBaseline_areZero() {
        Scorer any = new FunctionScorer(3, row -> Math.exp(row[0] + row[1] * row[2]));
        Explainer.Explanation explanation =
                new Explainer(any, new float[] {0, 1, 1}, new int[] {0, 1, 1}).explain(new float[] {3, 1, 1});
        assertThat(explanation.shares()[1]).isZero();
    }

    @Test
    void shares_ofTheBaseline_areNone() {
        Scorer any = new FunctionScorer(2, row -> 4);
        Explainer.Explanation explanation = new Explainer(any, new float[2], new int[] {0, 1}).explain(new float[2]);
        assertThat(explanation.margin()).isEqualTo(4);
        assertThat(sum(explanation.shares())).isZero();
    }

    @Test
    void groups_moreThanTwelve_areRefused() {
        Scorer any = new FunctionScorer(1, row -> 0);
        assertThatThrownBy(() -> new Explainer(any, new float[1], new int[] {12}))
                .hasMessageContaining("groups 0 to 11 expected, found 12");
    }
}
