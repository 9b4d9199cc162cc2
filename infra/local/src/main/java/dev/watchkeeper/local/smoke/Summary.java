package dev.watchkeeper.local.smoke;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * What a whole run comes to; its last line.
 *
 * @param alwaysPaymentWouldBeRight how many first causes would be right if the answer were always payment
 * @param detectedAfterSeconds by fault, of those that were detected
 * @param secondsBeforeFirstOutOfMemory of the cases in which memory ran out while they were watched, least first
 */
record Summary(
        int cases,
        long right,
        long firstCauseRight,
        long alwaysPaymentWouldBeRight,
        Map<String, Spread> detectedAfterSeconds,
        List<Double> secondsBeforeFirstOutOfMemory) {

    /** The middle and the greatest of some numbers; of two in the middle the greater one. */
    record Spread(int detected, double median, double max) {

        static Spread of(List<Double> numbers) {
            List<Double> sorted = numbers.stream().sorted().toList();
            return new Spread(sorted.size(), sorted.get(sorted.size() / 2), sorted.get(sorted.size() - 1));
        }
    }

    Summary {
        detectedAfterSeconds = new TreeMap<>(detectedAfterSeconds);
        secondsBeforeFirstOutOfMemory = List.copyOf(secondsBeforeFirstOutOfMemory);
    }

    static Summary of(List<Outcome> outcomes) {
        return new Summary(
                outcomes.size(),
                outcomes.stream().filter(Outcome::right).count(),
                outcomes.stream().filter(Outcome::firstCauseRight).count(),
                outcomes.stream()
                        .filter(outcome -> outcome.service().equals("payment"))
                        .count(),
                outcomes.stream()
                        .filter(outcome -> outcome.detectedAfterSeconds() != null)
                        .collect(Collectors.groupingBy(
                                Outcome::fault,
                                Collectors.collectingAndThen(
                                        Collectors.mapping(
                                                outcome -> Objects.requireNonNull(outcome.detectedAfterSeconds()),
                                                Collectors.toList()),
                                        Spread::of))),
                outcomes.stream()
                        .map(Outcome::secondsBeforeFirstOutOfMemory)
                        .filter(Objects::nonNull)
                        .sorted()
                        .toList());
    }
}
