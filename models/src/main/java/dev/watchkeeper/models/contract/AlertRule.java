package dev.watchkeeper.models.contract;

/**
 * From margins to an alert: it opens where {@code needed} of the last {@code of} margins reach {@code enter}, or one
 * reaches {@code overwhelming}; it closes where the held level falls below {@code leave} (a share of the way from
 * {@code normal} to {@code enter}).
 *
 * @param normal the margin where nothing is odd
 * @param enter the margin at which a point counts as odd
 * @param overwhelming the margin that opens alone
 * @param leave 0 to 1: level below which an alert closes
 * @param needed odd points that open, 1 to {@code of}
 * @param of points looked back on, 1 to 16
 */
public record AlertRule(double normal, double enter, double overwhelming, double leave, int needed, int of) {

    public AlertRule {
        if (!(normal < enter) || !(enter <= overwhelming) || !Double.isFinite(normal + overwhelming)) {
            throw new InvalidManifest("alertRule: normal < enter <= overwhelming is expected, found " + normal + ", "
                    + enter + ", " + overwhelming);
        }
        if (!(leave > 0 && leave < 1)) {
            throw new InvalidManifest("alertRule.leave: above 0 and below 1 is expected, found " + leave);
        }
        if (needed < 1 || needed > of || of > 16) {
            throw new InvalidManifest("alertRule: 1 <= needed <= of <= 16 is expected, found " + needed + " of " + of);
        }
    }

    /** How far the margin is on the way from normal (0) to the threshold (1); beyond 1 where it is odder. */
    public double level(double margin) {
        return Math.max(0, (margin - normal) / (enter - normal));
    }

    /** The margin as 0..1, strictly growing; .8 at the threshold. */
    public double score(double margin) {
        double level = level(margin);
        return level / (level + .25);
    }
}
