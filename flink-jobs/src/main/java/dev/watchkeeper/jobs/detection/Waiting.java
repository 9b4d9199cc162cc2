package dev.watchkeeper.jobs.detection;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.apache.flink.api.common.functions.RuntimeContext;
import org.apache.flink.api.common.state.MapState;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.java.tuple.Tuple2;
import org.jspecify.annotations.Nullable;

/**
 * What waits for a time, in keyed state. One element is one entry: a list would be read and written whole with each of
 * its elements.
 */
final class Waiting<T> {

    private final MapState<Long, Integer> counts;
    private final MapState<Tuple2<Long, Integer>, T> items;

    Waiting(RuntimeContext context, TypeInformation<T> type) {
        counts = context.getMapState(new MapStateDescriptor<>("waiting-counts", Types.LONG, Types.INT));
        items = context.getMapState(
                new MapStateDescriptor<>("waiting-items", Types.TUPLE(Types.LONG, Types.INT), type));
    }

    void add(long timeMillis, T item) throws Exception {
        int before = count(timeMillis);
        items.put(Tuple2.of(timeMillis, before), item);
        counts.put(timeMillis, before + 1);
    }

    /** Removes and returns what waits for a time, as it came. */
    List<T> take(long timeMillis) throws Exception {
        int count = count(timeMillis);
        List<T> taken = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            Tuple2<Long, Integer> place = Tuple2.of(timeMillis, i);
            taken.add(Objects.requireNonNull(items.get(place), "counted"));
            items.remove(place);
        }
        counts.remove(timeMillis);
        return taken;
    }

    boolean isEmpty() throws Exception {
        return counts.isEmpty();
    }

    private int count(long timeMillis) throws Exception {
        @Nullable Integer known = counts.get(timeMillis);
        return known == null ? 0 : known;
    }
}
