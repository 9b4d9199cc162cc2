package dev.watchkeeper.router.decide;

/**
 * One change of the state, decided once and replayed for ever. Changes hold results, never inputs to a rule: replaying
 * an old log under a new policy gives the old decisions.
 */
public sealed interface Change {

    /** Dispatch over all kinds. */
    <R> R accept(Visitor<R> visitor);

    /** A partition is read from here on: its beginning, or its new beginning where the log's offset was gone. */
    record ReadFrom(Partition partition, long offset, boolean moved) implements Change {
        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.readFrom(this);
        }
    }

    /**
     * An input record is dealt with.
     *
     * @param reason a reason code where it was dropped or rejected, else empty
     * @param detail found and expected in a sentence, where it was dropped or rejected, else empty
     */
    record Taken(Position position, Fate fate, String reason, String detail) implements Change {
        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.taken(this);
        }
    }

    /** A case is new or stands otherwise. Revisions of its decision and reviews that are new have to be published. */
    record Revised(Case revised) implements Change {
        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.revised(this);
        }
    }

    /** Kafka has acknowledged all publications up to this number. */
    record Published(long through) implements Change {
        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.published(this);
        }
    }

    /** A case is over since longer than it has to be known. */
    record Forgotten(String incidentId) implements Change {
        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.forgotten(this);
        }
    }

    /** One method for each kind. */
    interface Visitor<R> {
        R readFrom(ReadFrom change);

        R taken(Taken change);

        R revised(Revised change);

        R published(Published change);

        R forgotten(Forgotten change);
    }
}
