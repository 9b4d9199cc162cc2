package dev.watchkeeper.ingest.normalize;

import com.google.protobuf.ByteString;
import com.google.protobuf.Message;
import dev.watchkeeper.ingest.reject.Reason;
import dev.watchkeeper.ingest.reject.Rejection;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/**
 * What became of a request's records.
 *
 * @param records those that were taken, in the order sent
 * @param rejections those that were not, one line for each reason
 */
public record Normalized<T>(List<T> records, List<Rejection> rejections) {

    public Normalized {
        records = List.copyOf(records);
        rejections = List.copyOf(rejections);
    }

    /** How many records were refused. */
    public long rejected() {
        return rejections.stream().mapToLong(Rejection::count).sum();
    }

    /** How many records the request held. */
    public long received() {
        return records.size() + rejected();
    }

    /** Collects a request's records. */
    static final class Builder<T> {

        private final List<T> records = new ArrayList<>();
        private final Map<Reason, Rejection> rejections = new EnumMap<>(Reason.class);

        void take(T item) {
            records.add(item);
        }

        /** Refuses one record; only the first of each reason is described. */
        void reject(Reason reason, Message original, Supplier<String> detail) {
            reject(reason, original, 1, detail);
        }

        /** Refuses several records at once, of which one is shown. */
        void reject(Reason reason, Message example, int count, Supplier<String> detail) {
            Rejection known = rejections.get(reason);
            rejections.put(reason, known == null ? first(reason, example, count, detail) : known.and(count));
        }

        private static Rejection first(Reason reason, Message example, int count, Supplier<String> detail) {
            ByteString bytes = example.toByteString();
            return new Rejection(reason, detail.get(), bytes, bytes.size(), count);
        }

        Normalized<T> build() {
            return new Normalized<>(records, List.copyOf(rejections.values()));
        }
    }
}
