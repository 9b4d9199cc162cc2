package dev.watchkeeper.ingest.receive;

import dev.watchkeeper.ingest.reject.Rejection;
import java.util.List;
import java.util.stream.Collectors;

/** What became of a request once Kafka has acknowledged it. */
public sealed interface Outcome {

    /** How many of its records are on their topic. */
    long published();

    /** What was refused, and why. */
    List<Rejection> rejections();

    /** How many records were refused. */
    default long rejected() {
        return rejections().stream().mapToLong(Rejection::count).sum();
    }

    /** How many records it held. */
    default long received() {
        return published() + rejected();
    }

    /** Why records were refused, in a sentence for their sender; empty where none was. */
    default String message() {
        return rejections().stream()
                .map(refused -> refused.count() + " " + refused.reason() + " (" + refused.detail() + ")")
                .collect(Collectors.joining("; "));
    }

    /** The request was read; its records were published, but for those that were refused singly. */
    record Taken(long published, List<Rejection> rejections) implements Outcome {
        public Taken {
            rejections = List.copyOf(rejections);
        }
    }

    /** Nothing of the request could be read; it counts as one record. */
    record Refused(Rejection rejection) implements Outcome {
        @Override
        public long published() {
            return 0;
        }

        @Override
        public List<Rejection> rejections() {
            return List.of(rejection);
        }
    }
}
