package dev.watchkeeper.router.decide;

import java.util.Comparator;

/** A partition of an input topic. */
public record Partition(String topic, int number) implements Comparable<Partition> {

    private static final Comparator<Partition> ORDER =
            Comparator.comparing(Partition::topic).thenComparingInt(Partition::number);

    @Override
    public int compareTo(Partition other) {
        return ORDER.compare(this, other);
    }

    /** {@code topic-number}, as Kafka writes it. */
    @Override
    public String toString() {
        return topic + "-" + number;
    }
}
