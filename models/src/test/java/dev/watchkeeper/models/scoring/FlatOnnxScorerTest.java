package dev.watchkeeper.models.scoring;

class FlatOnnxScorerTest extends ScorerContract {

    @Override
    Scorer open() {
        return new OnnxScorer(Graphs.named("flat"), "margin", 3, 100, false);
    }
}
