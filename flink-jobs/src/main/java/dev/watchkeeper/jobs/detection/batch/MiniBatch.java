package dev.watchkeeper.jobs.detection.batch;

import dev.watchkeeper.models.scoring.LoadedModel;
import java.util.ArrayList;
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
 * Order and timestamps stay as they were. Counters: {@code rows} = rows scored, {@code batches} = runs of the model.
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
        LoadedModel loaded = Objects.requireNonNull(model, "not open");
        int features = loaded.scorer().features();
        for (int i = 0; i < queue.size(); i++) {
            scoring.row(queue.get(i).getValue(), rows, i * features);
            loaded.complete(rows, i * features);
        }
        loaded.scorer().score(rows, queue.size(), margins);
        Objects.requireNonNull(rowCount, "not open").inc(queue.size());
        Objects.requireNonNull(batchCount, "not open").inc();
        for (int i = 0; i < queue.size(); i++) {
            StreamRecord<I> record = queue.get(i);
            output.collect(record.replace(scoring.scored(record.getValue(), margins[i])));
        }
        queue.clear();
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
