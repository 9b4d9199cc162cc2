package dev.watchkeeper.models.scoring;

class OnnxScorerTest extends ScorerContract {

    @Override
    Scorer open() {
        return new OnnxScorer(Graphs.linear(), "margin", 3, 256, false);
    }
}
