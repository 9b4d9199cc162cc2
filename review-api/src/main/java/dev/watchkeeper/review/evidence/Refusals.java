package dev.watchkeeper.review.evidence;

import dev.watchkeeper.schemas.record.Fault;
import dev.watchkeeper.schemas.record.Rejected;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What was refused since the console reads, counted by reason; what came too late for its window stands apart,
 * because late data is a setting to look at and the rest is somebody's mistake. Thread-safe.
 */
public final class Refusals {

    private static final int MAX_REASONS = 200;

    /**
     * One reason and how often.
     *
     * @param reason the reason code
     * @param where the room and stage that refused
     * @param fault whose fault it is
     * @param count how many records
     * @param lastMillis when last
     * @param detail the newest refusal's detail, hostile text
     * @param source the newest refusal's source, hostile text
     */
    public record Reason(
            String reason, String where, Fault fault, long count, long lastMillis, String detail, String source) {

        /** Whether it was refused for being late. */
        public boolean late() {
            return reason.toUpperCase(Locale.ROOT).contains("LATE");
        }
    }

    private final Map<String, Reason> byReason = new LinkedHashMap<>();

    /** Takes a refusal in. */
    public synchronized void accept(Rejected rejected) {
        String key = rejected.getReason() + '\n' + rejected.getWhere();
        @Nullable Reason known = byReason.get(key);
        if (known == null && byReason.size() >= MAX_REASONS) {
            key = "OTHER";
            known = byReason.get(key);
        }
        long before = known == null ? 0 : known.count();
        byReason.put(
                key,
                new Reason(
                        key.equals("OTHER") ? "OTHER" : rejected.getReason(),
                        rejected.getWhere(),
                        rejected.getFault(),
                        before + Math.max(1, rejected.getCount()),
                        rejected.getTimeMillis(),
                        rejected.getDetail(),
                        rejected.getSource()));
    }

    /** Late ones, most first. */
    public synchronized List<Reason> late() {
        return reasons().stream().filter(Reason::late).toList();
    }

    /** All others, most first. */
    public synchronized List<Reason> refused() {
        return reasons().stream().filter(reason -> !reason.late()).toList();
    }

    private List<Reason> reasons() {
        return byReason.values().stream()
                .sorted(Comparator.comparingLong(Reason::count)
                        .reversed()
                        .thenComparing(Reason::reason)
                        .thenComparing(Reason::where))
                .toList();
    }
}
