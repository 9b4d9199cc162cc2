package dev.watchkeeper.router.decide;

import java.util.List;

/**
 * What one turn of the router has to decide about.
 *
 * @param nowMillis the clock, read once for the turn
 * @param inputs in order of their positions within each partition
 * @param publishedThrough the newest publication that Kafka has acknowledged, 0 for none
 */
public record Turn(long nowMillis, List<Input> inputs, List<Outcome> outcomes, long publishedThrough) {

    public Turn {
        inputs = List.copyOf(inputs);
        outcomes = List.copyOf(outcomes);
    }
}
