package dev.watchkeeper.models.scoring;

class LinearScorerTest extends ScorerContract {

    @Override
    Scorer open() {
        return new LinearScorer(1, 2, 3, -1);
    }
}
