package dev.watchkeeper.jobs.detection;

import dev.watchkeeper.jobs.detection.alert.JudgedWindow;
import dev.watchkeeper.jobs.detection.batch.BatchScoring;
import dev.watchkeeper.jobs.detection.entity.EntityWindow;
import dev.watchkeeper.jobs.detection.series.ResidualRow;
import dev.watchkeeper.models.scoring.LoadedModel;
import org.jspecify.annotations.Nullable;

/** What the two models are asked in mini-batches. */
final class Scorings {

    private Scorings() {}

    /**
     * A row with its margin.
     *
     * @param margin 0 where it is not scored
     * @param notScored why not; null where it is
     */
    public record ScoredRow(
            ResidualRow row, float margin, @Nullable String notScored) {}

    /** Points of series. */
    record OfSeries(ModelSource models) implements BatchScoring<ResidualRow, ScoredRow> {

        @Override
        public LoadedModel load() {
            return models.series();
        }

        @Override
        public void row(ResidualRow element, float[] rows, int offset) {
            System.arraycopy(element.features(), 0, rows, offset, element.features().length);
        }

        @Override
        public ScoredRow scored(ResidualRow element, float margin) {
            return new ScoredRow(element, margin, null);
        }

        @Override
        public ScoredRow refused(ResidualRow element, String reason) {
            return new ScoredRow(element, 0, reason);
        }
    }

    /** Windows of entities. */
    record OfEntities(ModelSource models) implements BatchScoring<EntityWindow, JudgedWindow> {

        @Override
        public LoadedModel load() {
            return models.entity();
        }

        @Override
        public void row(EntityWindow element, float[] rows, int offset) {
            System.arraycopy(element.row(), 0, rows, offset, element.row().length);
        }

        @Override
        public JudgedWindow scored(EntityWindow element, float margin) {
            return new JudgedWindow(element, margin, null);
        }

        @Override
        public JudgedWindow refused(EntityWindow element, String reason) {
            return new JudgedWindow(element, 0, reason);
        }
    }
}
