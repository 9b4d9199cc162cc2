package dev.watchkeeper.models.train.generate;

/**
 * A series of which nothing is known but its points, from one of several families, with events from time to time. What
 * a stranger's metrics look like.
 */
public final class GeneratedSeries {

    /** Kinds of behaviour. */
    public enum Family {
        DAILY,
        WEEKLY,
        COUNTS,
        ZERO_INFLATED,
        BURSTY,
        ON_OFF,
        SAWTOOTH,
        WALK,
        NOISE
    }

    private final Family family;
    private final Draw draw;
    private final double level;
    private final double noise;
    private final double amplitude;
    private final int pointsPerDay;
    private final double phase;
    private final int cycle;
    private double walk;
    private double burst;
    private boolean on;
    private long index;
    private int quiet;
    private int left;
    private int age;
    private double size;
    private int form;

    /** A series with so many points a day. */
    public GeneratedSeries(Family family, Draw draw, int pointsPerDay, int warmUp) {
        this.family = family;
        this.draw = draw;
        this.pointsPerDay = pointsPerDay;
        this.level = draw.logBetween(1, 1000);
        this.noise = draw.logBetween(.02, .3);
        this.amplitude = draw.between(.2, 1.5);
        this.phase = draw.between(0, 1);
        this.cycle = 20 + draw.below(200);
        this.quiet = warmUp;
    }

    /** Whether the last point belongs to an event. */
    public boolean event() {
        return left > 0;
    }

    /** Points since the event began; 0 at its first. */
    public int age() {
        return age;
    }

    /** The next point. */
    public double next() {
        index++;
        if (left > 0) {
            left--;
            age++;
        } else if (quiet-- <= 0) {
            form = draw.below(4);
            age = 0;
            left = form == 0 ? 1 + draw.below(3) : 5 + draw.below(60);
            size = draw.logBetween(4, 40) * (draw.chance(.3) ? -1 : 1);
            quiet = 300 + draw.below(2000);
        }
        return normal() + (left > 0 ? odd() : 0);
    }

    private double odd() {
        double unit = level * Math.max(noise, family == Family.BURSTY ? noise * 4 : noise);
        return switch (form) {
            case 0, 1 -> size * unit;
            case 2 -> size * unit * Math.min(1, 3.0 / (left + 1));
            default -> size * unit * .5 * Math.abs(draw.normal());
        };
    }

    private double normal() {
        double day = 2 * Math.PI * (index / (double) pointsPerDay + phase);
        double plain = 1 + noise * draw.normal();
        return switch (family) {
            case DAILY -> level * (plain + amplitude * (Math.sin(day) + .3 * Math.sin(2 * day)));
            case WEEKLY -> level * (plain + amplitude * Math.sin(day) * (index / pointsPerDay % 7 < 5 ? 1 : .3));
            case COUNTS -> draw.poisson(level * .1 * (1 + .5 * amplitude * Math.max(-1, Math.sin(day))));
            case ZERO_INFLATED -> draw.chance(.05) ? draw.poisson(level * .2) : 0;
            case BURSTY -> {
                burst = .8 * burst + (draw.chance(.02) ? draw.exponential(6) : 0);
                yield level * (plain + noise * burst * Math.exp(.5 * draw.normal()));
            }
            case ON_OFF -> {
                on ^= draw.chance(1.0 / cycle);
                yield level * (on ? plain : .1 * plain);
            }
            case SAWTOOTH -> level * (plain + amplitude * (index % cycle) / cycle);
            case WALK -> {
                walk += .2 * noise * draw.normal() - .002 * walk;
                yield level * (plain + walk);
            }
            case NOISE -> level * plain;
        };
    }
}
