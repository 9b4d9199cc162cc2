package dev.watchkeeper.models.train.generate;

import org.jspecify.annotations.Nullable;

/** When a generated service is at fault: long quiet stretches, a fault, an aftermath in which nothing is judged. */
public final class Schedule {

    private static final FaultShape[] SHAPES = FaultShape.values();
    private static final int AFTERMATH = 90;

    private final Draw draw;
    private final double self;
    private int quiet;
    private int aftermath;
    private @Nullable FaultShape shape;
    private double strength;
    private int length;
    private int age;

    /**
     * A schedule.
     *
     * @param warmUp windows before the first fault
     * @param self the service's usual self time, seconds
     */
    public Schedule(Draw draw, int warmUp, double self) {
        this.draw = draw;
        this.self = self;
        this.quiet = warmUp + draw.below(200);
    }

    /** Goes on to the next window and says what is wrong in it. */
    public Effect next() {
        if (quiet > 0) {
            quiet--;
            return Effect.NONE;
        }
        if (aftermath > 0) {
            if (--aftermath == 0) {
                quiet = 180 + draw.below(900);
            }
            return Effect.NONE;
        }
        if (shape == null) {
            shape = SHAPES[draw.below(SHAPES.length)];
            strength = draw.between(0, 1);
            length = shape == FaultShape.LEAK ? 15 + draw.below(60) : 6 + draw.below(60);
            age = -1;
        }
        age++;
        Effect effect = Effect.of(shape, strength, (age + 1.0) / length, self);
        if (age + 1 >= length) {
            shape = null;
            aftermath = AFTERMATH;
        }
        return effect;
    }

    /** Whether neither a fault nor its aftermath is on after {@link #next}. */
    public boolean quiet() {
        return shape == null && aftermath == 0;
    }

    /** The fault that goes on, if any. */
    public @Nullable FaultShape shape() {
        return shape;
    }

    /** Whether it is young: the windows in which detection should come; a leak needs half its time to be seen. */
    public boolean early() {
        return shape == FaultShape.LEAK ? age * 2 < length + 10 : age < 5;
    }

    /** Windows since the fault began; 0 in its first. */
    public int age() {
        return age;
    }
}
