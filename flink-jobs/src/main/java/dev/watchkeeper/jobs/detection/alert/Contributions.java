package dev.watchkeeper.jobs.detection.alert;

import dev.watchkeeper.jobs.detection.entity.EntityWindow;
import dev.watchkeeper.jobs.detection.evidence.Evidence;
import dev.watchkeeper.models.explain.Explainer;
import dev.watchkeeper.models.pooling.SignalGroup;
import dev.watchkeeper.schemas.record.Contribution;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * What an entity's margin is made of, in words: exact Shapley values of the groups, each split to its series by how
 * surprising they are. All of them add up to the margin less the baseline's; what the list leaves out is one last
 * entry.
 */
public final class Contributions {

    private static final int MOST = 10;
    private static final double LEAST = 1e-9;

    private Contributions() {}

    /** The contributions of a window, greatest first. */
    public static List<Contribution> of(EntityWindow window, Explainer.Explanation explanation) {
        List<Contribution> all = new ArrayList<>();
        for (SignalGroup group : SignalGroup.values()) {
            double share = share(explanation, group);
            if (Math.abs(share) > LEAST) {
                split(window, group, share, all);
            }
        }
        all.sort(Comparator.comparingDouble(Contribution::getContribution)
                .reversed()
                .thenComparing(Contribution::getFeature));
        return bounded(all);
    }

    @SuppressWarnings("EnumOrdinal") // the pool numbers its groups so
    private static double share(Explainer.Explanation explanation, SignalGroup group) {
        return explanation.shares()[group.ordinal()];
    }

    private static void split(EntityWindow window, SignalGroup group, double share, List<Contribution> into) {
        List<EntityWindow.SeriesShare> series = window.shares().stream()
                .filter(part -> part.group().equals(group.text()))
                .toList();
        if (series.isEmpty()) {
            into.add(contribution(group.text(), group.text(), share, null, null, "1", sentence(window, group)));
        }
        for (EntityWindow.SeriesShare part : series) {
            into.add(contribution(
                    group.text(),
                    part.feature(),
                    share * part.share(),
                    part.value(),
                    part.expected(),
                    part.unit(),
                    part.sentence()));
        }
    }

    private static String sentence(EntityWindow window, SignalGroup group) {
        return window.evidence().stream()
                .filter(evidence -> evidence.kind().group().equals(group.text()))
                .map(Evidence::sentence)
                .findFirst()
                .orElse(group.text());
    }

    /** The greatest; the rest as one, so that the sum stays. */
    private static List<Contribution> bounded(List<Contribution> all) {
        if (all.size() <= MOST) {
            return List.copyOf(all);
        }
        List<Contribution> kept = new ArrayList<>(all.subList(0, MOST - 1));
        List<Contribution> rest = all.subList(MOST - 1, all.size());
        double sum = rest.stream().mapToDouble(Contribution::getContribution).sum();
        kept.add(contribution("other", "other", sum, null, null, "1", rest.size() + " smaller ones together"));
        return List.copyOf(kept);
    }

    private static Contribution contribution(
            String group,
            String feature,
            double share,
            @org.jspecify.annotations.Nullable Double value,
            @org.jspecify.annotations.Nullable Double expected,
            String unit,
            String sentence) {
        return Contribution.newBuilder()
                .setGroup(group)
                .setFeature(feature)
                .setContribution(share)
                .setValue(value)
                .setExpected(expected)
                .setUnit(unit)
                .setSentence(sentence)
                .build();
    }
}
