package dev.watchkeeper.models.train;

/**
 * How much is generated.
 *
 * @param services services with faults for each of the two fits
 * @param days how long each lives
 * @param strangers series of unknown kind per family
 * @param quietServices held-out services without faults
 * @param quietWeeks how long each lives
 */
public record Size(int services, double days, int strangers, int quietServices, double quietWeeks) {

    /** What is shipped. */
    public static final Size FULL = new Size(60, 1, 12, 12, 4);
    /** Enough to see that everything works. */
    public static final Size REDUCED = new Size(6, .5, 1, 2, .1);

    /** Windows of ten seconds in which faults may be on. */
    public int windows() {
        return (int) (days * 8640);
    }

    /** Windows of ten seconds of a quiet service. */
    public int quietWindows() {
        return (int) (quietWeeks * 7 * 8640);
    }
}
