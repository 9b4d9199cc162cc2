package dev.watchkeeper.models.contract;

import java.util.Arrays;
import java.util.List;

/**
 * From a margin to the probability of so high a margin where nothing is wrong: a table of tail probabilities measured
 * on held-out data, linear in log10 between its knots and beyond the last one.
 *
 * @param margins growing
 * @param surprises −log10 of the tail probability at each margin, growing from 0
 */
public record Calibration(List<Double> margins, List<Double> surprises) {

    /** Beyond this no table is believed. */
    public static final double MAX_SURPRISE = 12;

    public Calibration {
        margins = List.copyOf(margins);
        surprises = List.copyOf(surprises);
        if (margins.size() < 2 || margins.size() != surprises.size()) {
            throw new InvalidManifest(
                    "calibration: two or more knots, as many margins as surprises, are expected, found "
                            + margins.size() + " and " + surprises.size());
        }
        for (int i = 0; i < margins.size(); i++) {
            boolean grows = i == 0
                    ? surprises.get(0) >= 0
                    : margins.get(i) > margins.get(i - 1) && surprises.get(i) > surprises.get(i - 1);
            if (!grows || !Double.isFinite(margins.get(i)) || !Double.isFinite(surprises.get(i))) {
                throw new InvalidManifest(
                        "calibration: finite, growing knots are expected, found " + margins + " and " + surprises);
            }
        }
    }

    /** −log10 of {@link #pValue}: 0 to {@link #MAX_SURPRISE}. */
    public double surprise(double margin) {
        int last = margins.size() - 1;
        if (margin <= margins.get(0)) {
            return surprises.get(0);
        }
        int i = 1;
        while (i < last && margin > margins.get(i)) {
            i++;
        }
        double share = (margin - margins.get(i - 1)) / (margins.get(i) - margins.get(i - 1));
        double surprise = surprises.get(i - 1) + share * (surprises.get(i) - surprises.get(i - 1));
        return Math.min(MAX_SURPRISE, surprise);
    }

    /** Probability of a margin this high where nothing is wrong: 1 down to 1e-12. */
    public double pValue(double margin) {
        return Math.pow(10, -surprise(margin));
    }

    /** The least margin with that surprise. */
    public double marginAt(double surprise) {
        int last = margins.size() - 1;
        int i = 1;
        while (i < last && surprise > surprises.get(i)) {
            i++;
        }
        double share = (surprise - surprises.get(i - 1)) / (surprises.get(i) - surprises.get(i - 1));
        return margins.get(i - 1) + share * (margins.get(i) - margins.get(i - 1));
    }

    /**
     * A table from held-out margins of data in which nothing is wrong: knots at tail probabilities 1, 1/2, 1/5, 1/10 …
     * as far as at least 20 margins lie beyond.
     *
     * @throws IllegalArgumentException for fewer than 100 margins or a single value
     */
    public static Calibration ofNormal(float[] margins) {
        float[] sorted = margins.clone();
        Arrays.sort(sorted);
        if (sorted.length < 100) {
            throw new IllegalArgumentException("100 margins or more are expected, found " + sorted.length);
        }
        java.util.ArrayList<Double> knots = new java.util.ArrayList<>();
        java.util.ArrayList<Double> surprises = new java.util.ArrayList<>();
        double[] steps = {1, 2, 5};
        for (double ten = 1; ten * 20 <= sorted.length; ten *= 10) {
            for (double step : steps) {
                double tail = 1 / (ten * step);
                double rank = tail * sorted.length;
                if (rank < 20) {
                    break;
                }
                double margin = sorted[Math.max(0, sorted.length - (int) rank)];
                if (knots.isEmpty() || margin > knots.get(knots.size() - 1) + 1e-6) {
                    knots.add(margin);
                    surprises.add(-Math.log10(tail) + 0.0);
                }
            }
        }
        if (knots.size() < 2) {
            throw new IllegalArgumentException("margins that differ are expected, found only " + sorted[0]);
        }
        return new Calibration(knots, surprises);
    }
}
