package dev.watchkeeper.router.decide;

import dev.watchkeeper.schemas.record.Incident;
import dev.watchkeeper.schemas.record.Verdict;

/** What came in, in the order in which it is decided. */
public sealed interface Input {

    /** Dispatch over all kinds. */
    <R> R accept(Visitor<R> visitor);

    /** A partition that the log doesn't know yet; it is read from this offset on, and the log says so. */
    record Begun(Partition partition, long offset) implements Input {
        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.begun(this);
        }
    }

    /** The log's offset is not in the partition any more (deleted, or the topic was made anew); reading goes on here. */
    record Moved(Partition partition, long from, long to) implements Input {
        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.moved(this);
        }
    }

    /** A revision of an incident. */
    record OfIncident(Position position, Incident incident) implements Input {
        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.incident(this);
        }
    }

    /** A person's answer. */
    record OfVerdict(Position position, Verdict verdict) implements Input {
        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.verdict(this);
        }
    }

    /** A record that will never decode. The original stays in its topic, at its position. */
    record Unreadable(Position position, String reason, String detail) implements Input {
        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.unreadable(this);
        }
    }

    /** One method for each kind. */
    interface Visitor<R> {
        R begun(Begun input);

        R moved(Moved input);

        R incident(OfIncident input);

        R verdict(OfVerdict input);

        R unreadable(Unreadable input);
    }
}
