package dev.watchkeeper.jobs.detection;

import dev.watchkeeper.jobs.detection.bench.StandInModels;
import dev.watchkeeper.models.scoring.LoadedModel;

/** The stand-in models as a job asks for them. */
record StandIns() implements ModelSource {

    @Override
    public LoadedModel series() {
        return StandInModels.series();
    }

    @Override
    public LoadedModel entity() {
        return StandInModels.entity();
    }
}
