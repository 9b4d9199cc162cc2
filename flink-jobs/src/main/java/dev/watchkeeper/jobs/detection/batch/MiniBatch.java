package dev.watchkeeper.jobs.detection.batch;

import dev.watchkeeper.models.scoring.LoadedModel;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Objects;
import org.apache.flink.metrics.Counter;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.api.operators.BoundedOneInput;
import org.apache.flink.streaming.api.operators.OneInputStreamOperator;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.jspecify.annotations.Nullable;

/**
 * Scores rows together. Elements wait until there are enough of them, and are scored at the latest
 *
 * <ul>
 *   <li>before a checkpoint's barrier is passed on, so that nothing has to be kept;
 *   <li>before a watermark is passed on, so that nothing becomes late here;
 *   <li>after a short time by the clock, which moves output but never changes it;
 *   <li>at the end of the input.
 * </ul>
 *
 * Order and timestamps stay as they were. Counters: {@code rows} = rows scored, {@code refused} = rows that the
 * model's rule for missing values refuses (elements in = rows + refused), {@code batches} = runs of the model.
 */
public final class MiniBatch<I, O> extends AbstractStreamOperator<O>
        implements OneInputStreamOperator<I, O>, BoundedOneInput {

    private static final long serialVersionUID = 1L;

    private final BatchScoring<I, O> scoring;
    private final int mostRows;
    private final long waitMillis;
    private transient @Nullable LoadedModel model;
    private transient @Nullable List<StreamRecord<I>> waiting;
    private transient float[] rows;
    private transient float[] margins;
    private transient boolean timed;
    private transient @Nullable Counter rowCount;
    private transient @Nullable Counter refusedCount;
    private transient @Nullable Counter batchCount;

    /**
     * Scores at most {@code mostRows} at once, after at most {@code waitMillis}.
     */
    public MiniBatch(BatchScoring<I, O> scoring, int mostRows, long waitMillis) {
        if (mostRows < 1 || waitMillis < 1) {
            throw new IllegalArgumentException(
                    "rows and wait of 1 or more expected, found " + mostRows + " and " + waitMillis + " ms");
        }
        this.scoring = scoring;
        this.mostRows = mostRows;
        this.waitMillis = waitMillis;
        this.rows = new float[0];
        this.margins = new float[0];
    }

    @Override
    public void open() throws Exception {
        super.open();
        LoadedModel loaded = scoring.load();
        model = loaded;
        waiting = new ArrayList<>(mostRows);
        rows = new float[mostRows * loaded.scorer().features()];
        margins = new float[mostRows];
        rowCount = getMetricGroup().counter("rows");
        refusedCount = getMetricGroup().counter("refused");
        batchCount = getMetricGroup().counter("batches");
    }

    @Override
    public void processElement(StreamRecord<I> element) {
        List<StreamRecord<I>> queue = Objects.requireNonNull(waiting, "not open");
        // The record's shell may be used again by who sent it; its value may not.
        queue.add(element.copy(element.getValue()));
        if (queue.size() >= mostRows) {
            flush();
        } else if (!timed) {
            timed = true;
            var unused = getProcessingTimeService()
                    .registerTimer(getProcessingTimeService().getCurrentProcessingTime() + waitMillis, due -> {
                        timed = false;
                        flush();
                    });
        }
    }

    @Override
    public void processWatermark(Watermark mark) throws Exception {
        flush();
        super.processWatermark(mark);
    }

    @Override
    public void prepareSnapshotPreBarrier(long checkpointId) throws Exception {
        flush();
        super.prepareSnapshotPreBarrier(checkpointId);
    }

    @Override
    public void endInput() {
        flush();
    }

    /** How many elements wait. */
    int waiting() {
        return waiting == null ? 0 : waiting.size();
    }

    private void flush() {
        List<StreamRecord<I>> queue = Objects.requireNonNull(waiting, "not open");
        if (queue.isEmpty()) {
            return;
        }
        BitSet complete = rows(queue);
        int scored = complete.cardinality();
        if (scored > 0) {
            Objects.requireNonNull(model, "not open").scorer().score(rows, scored, margins);
            Objects.requireNonNull(batchCount, "not open").inc();
        }
        Objects.requireNonNull(rowCount, "not open").inc(scored);
        Objects.requireNonNull(refusedCount, "not open").inc(queue.size() - scored);
        int next = 0;
        for (int i = 0; i < queue.size(); i++) {
            StreamRecord<I> record = queue.get(i);
            I element = record.getValue();
            output.collect(record.replace(
                    complete.get(i)
                            ? scoring.scored(element, margins[next++])
                            : scoring.refused(element, "the model refuses rows in which a number is missing")));
        }
        queue.clear();
    }

    /** Writes the rows that may be scored, one behind the other; tells which elements they are of. */
    private BitSet rows(List<StreamRecord<I>> queue) {
        LoadedModel loaded = Objects.requireNonNull(model, "not open");
        int features = loaded.scorer().features();
        BitSet complete = new BitSet(queue.size());
        int next = 0;
        for (int i = 0; i < queue.size(); i++) {
            scoring.row(queue.get(i).getValue(), rows, next * features);
            if (loaded.complete(rows, next * features)) {
                complete.set(i);
                next++;
            }
        }
        return complete;
    }

    @Override
    public void close() throws Exception {
        super.close();
        if (model != null) {
            model.close();
            model = null;
        }
    }
}
