package dev.watchkeeper.models.pooling;

import dev.watchkeeper.models.baseline.SeriesKind;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One entity's window: collects the surprise of each of its series and gives the row of {@link #FEATURE_SET}, the same
 * size for 5 series as for 5,000. Remembers which series were the most surprising. Reused by {@link #clear}; not
 * thread-safe. What is added first wins a tie, so add in a fixed order (by series key).
 *
 * <p>Per slot, of m surprises (−log10 of p-values): {@code top} = the greatest − log10 m, {@code second} = the second −
 * log10(m/2), {@code upper} = the upper quartile where m ≥ 4; each 0 to {@link #MOST}. The subtraction is what the
 * greatest of m normal series is expected to reach, so that many series are not odder than few.
 *
 * @param <S> how the caller names a series
 */
public final class EntityPool<S> {

    /** The feature set of {@link #writeTo}. */
    public static final String FEATURE_SET = "entity-residuals@1";
    /** The greatest value of any feature but silence. */
    public static final double MOST = 8;
    /** Series remembered per slot. */
    public static final int REMEMBERED = 4;

    private static final Slot[] SLOTS = Slot.values();
    /** Numbers in a row of {@link #FEATURE_SET}. */
    public static final int FEATURES = SLOTS.length * Slot.FEATURES + 1;
    /** Where silence stands in a row. */
    public static final int SILENCE = FEATURES - 1;

    private final List<Gathered<S>> slots = new ArrayList<>();
    private double silentWindows;

    /** A series' part in a group. */
    public record Share<S>(S series, double share) {}

    /** An empty window. */
    public EntityPool() {
        for (int i = 0; i < SLOTS.length; i++) {
            slots.add(new Gathered<>());
        }
    }

    /** Names of the features in order: {@code errors_self_top} … {@code silence}. */
    public static List<String> featureNames() {
        List<String> names = new ArrayList<>();
        for (Slot slot : SLOTS) {
            names.add(slot.text() + "_top");
            names.add(slot.text() + "_second");
            names.add(slot.text() + "_upper");
        }
        names.add("silence");
        return List.copyOf(names);
    }

    /** The group of each feature in order: what an explanation is split by. */
    public static int[] featureGroups() {
        int[] groups = new int[FEATURES];
        for (Slot slot : SLOTS) {
            Arrays.fill(
                    groups,
                    slot.ordinal() * Slot.FEATURES,
                    (slot.ordinal() + 1) * Slot.FEATURES,
                    slot.group().ordinal());
        }
        groups[SILENCE] = SignalGroup.SILENCE.ordinal();
        return groups;
    }

    /** Forgets the window. */
    public void clear() {
        slots.forEach(Gathered::clear);
        silentWindows = 0;
    }

    /**
     * Adds a series' surprise in this window, each series once (the greatest of its points; its last one where it is
     * sampled less often than the windows come).
     */
    public void add(SeriesKind kind, double surprise, S series) {
        slots.get(Slot.of(kind).ordinal()).add(surprise, series);
    }

    /** How many windows in a row what was expected of the entity has been missing. */
    public void silent(int windows) {
        silentWindows = windows;
    }

    /** How many series were added. */
    public int series() {
        int count = 0;
        for (Gathered<S> slot : slots) {
            count += slot.size;
        }
        return count;
    }

    /**
     * Writes the row. All errors and total latency stand in for its own where the
     * entity has none of its own, and everything for
     * everything where it has nothing that may open an alert. Call it once a window, after the last {@link #add}.
     */
    public void writeTo(float[] row, int offset) {
        standIn();
        for (int i = 0; i < SLOTS.length; i++) {
            slots.get(i).writeTo(row, offset + i * Slot.FEATURES);
        }
        row[offset + SILENCE] = (float) Math.min(MOST, silentWindows);
    }

    private void standIn() {
        standIn(Slot.ERRORS_SELF, Slot.ERRORS_TOTAL);
        standIn(Slot.LATENCY_SELF, Slot.LATENCY_TOTAL);
        for (Slot slot : SLOTS) {
            if (slot.opens() && slots.get(slot.ordinal()).size > 0) {
                return;
            }
        }
        Gathered<S> lone = slots.get(Slot.LONE.ordinal());
        for (Slot slot : SLOTS) {
            if (!slot.opens()) {
                lone.copy(slots.get(slot.ordinal()));
            }
        }
    }

    private void standIn(Slot missing, Slot other) {
        Gathered<S> own = slots.get(missing.ordinal());
        if (own.size == 0) {
            own.copy(slots.get(other.ordinal()));
        }
    }

    /**
     * The most surprising series of a group with their parts in it, greatest first; the parts add up to 1. Empty where
     * the group has no series (silence).
     */
    public List<Share<S>> shares(SignalGroup group) {
        List<Share<S>> shares = new ArrayList<>();
        double sum = 0;
        for (Slot slot : SLOTS) {
            Gathered<S> gathered = slots.get(slot.ordinal());
            for (int i = 0; slot.group() == group && i < gathered.remembered(); i++) {
                S series = gathered.series(i);
                double weight = Math.max(1e-9, gathered.top[i] - gathered.expected());
                if (shares.stream().noneMatch(share -> share.series().equals(series))) {
                    shares.add(new Share<>(series, weight));
                    sum += weight;
                }
            }
        }
        double all = sum;
        shares.replaceAll(share -> new Share<>(share.series(), share.share() / all));
        shares.sort((a, b) -> Double.compare(b.share(), a.share()));
        return shares;
    }

    /** The surprises of one slot: all of them as numbers, the greatest with their series. */
    private static final class Gathered<S> {

        private float[] all = new float[8];
        private int size;
        private final double[] top = new double[REMEMBERED];
        private final @Nullable Object[] names = new Object[REMEMBERED];

        void clear() {
            size = 0;
            Arrays.fill(names, null);
        }

        void add(double surprise, S series) {
            if (size == all.length) {
                all = Arrays.copyOf(all, 2 * size);
            }
            all[size] = (float) surprise;
            remember(surprise, series);
            size++;
        }

        private void remember(double surprise, Object series) {
            int place = remembered();
            while (place > 0 && top[place - 1] < surprise) {
                place--;
            }
            if (place == REMEMBERED) {
                return;
            }
            for (int i = REMEMBERED - 1; i > place; i--) {
                top[i] = top[i - 1];
                names[i] = names[i - 1];
            }
            top[place] = surprise;
            names[place] = series;
        }

        void copy(Gathered<S> other) {
            if (size + other.size > all.length) {
                all = Arrays.copyOf(all, 2 * (size + other.size));
            }
            System.arraycopy(other.all, 0, all, size, other.size);
            for (int i = 0; i < other.remembered(); i++) {
                remember(other.top[i], other.series(i));
                size++;
            }
            size += other.size - other.remembered();
        }

        int remembered() {
            return Math.min(size, REMEMBERED);
        }

        @SuppressWarnings("unchecked")
        S series(int i) {
            return (S) java.util.Objects.requireNonNull(names[i]);
        }

        /** What the greatest of so many normal series is expected to reach. */
        double expected() {
            return Math.log10(Math.max(1, size));
        }

        void writeTo(float[] row, int offset) {
            row[offset] = size > 0 ? bounded(top[0] - expected()) : 0;
            row[offset + 1] = size > 1 ? bounded(top[1] - Math.log10(size / 2.0)) : 0;
            row[offset + 2] = 0;
            if (size >= 4) {
                Arrays.sort(all, 0, size);
                row[offset + 2] = bounded(all[size - 1 - size / 4]);
            }
        }

        private static float bounded(double surprise) {
            return (float) Math.max(0, Math.min(MOST, surprise));
        }
    }
}
