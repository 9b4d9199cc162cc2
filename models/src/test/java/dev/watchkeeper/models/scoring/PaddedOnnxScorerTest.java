package dev.watchkeeper.models.scoring;

class PaddedOnnxScorerTest extends ScorerContract {

    @Override
    Scorer open() {
        return new OnnxScorer(Graphs.linear(), "margin", 3, 64, true);
    }
}
