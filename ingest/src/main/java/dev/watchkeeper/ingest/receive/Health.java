package dev.watchkeeper.ingest.receive;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BooleanSupplier;

/** What has to be well for ingest to be: asked at {@code GET /health}. Thread-safe. */
public final class Health {

    private record Need(BooleanSupplier well, String otherwise) {}

    private final List<Need> needs = new CopyOnWriteArrayList<>();

    /** Needs this to be so; where it is not, the sentence is the answer. */
    public void needs(BooleanSupplier well, String otherwise) {
        needs.add(new Need(well, otherwise));
    }

    /** What is wrong first; empty where nothing is. */
    Optional<String> problem() {
        return needs.stream()
                .filter(need -> !need.well().getAsBoolean())
                .map(Need::otherwise)
                .findFirst();
    }
}
