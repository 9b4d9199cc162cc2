package dev.watchkeeper.router.decide;

/** Where an input record stands. */
public record Position(Partition partition, long offset) {

    public Position {
        if (offset < 0) {
            throw new IllegalArgumentException(partition + ": an offset of 0 or more expected, found " + offset);
        }
    }

    /** {@code topic-partition@offset}. */
    @Override
    public String toString() {
        return partition + "@" + offset;
    }
}
