package dev.watchkeeper.jobs.detection.batch;

import dev.watchkeeper.models.scoring.LoadedModel;
import java.io.Serializable;

/** What a mini-batch asks of its job: a model, each element's row, and what an element is with its margin. */
public interface BatchScoring<I, O> extends Serializable {

    /** Loads the model; once a subtask. */
    LoadedModel load();

    /** Writes the element's row. */
    void row(I element, float[] rows, int offset);

    /** The element with its margin. */
    O scored(I element, float margin);

    /** The element whose row the model's rule for missing values refuses, with the reason. */
    O refused(I element, String reason);
}
