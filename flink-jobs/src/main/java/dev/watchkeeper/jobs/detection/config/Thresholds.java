package dev.watchkeeper.jobs.detection.config;

import java.io.Serializable;

/**
 * Every number that detection decides by, together. Times in milliseconds of event time, times of requests in seconds,
 * memory in bytes, the rest in the unit that the sentence says. The keys and defaults are in {@link DetectionConfig}.
 *
 * @param windowMillis width of the windows in which entities are judged
 * @param newestPointMillis a series' newest point counts that long
 * @param horizonMillis evidence is gathered over that time
 * @param openStrength evidence from this strength on may open an alert, in standard deviations
 * @param openFailures the same for shares of failures, whose strength is exact
 * @param keepStrength evidence from this strength on keeps an open alert open
 * @param strongStrength failures of this strength open with their first window, if nearly all requests fail
 * @param strongShare that share of failures
 * @param agreeSurprise the model agrees that a window is odd from this −log10 of its p-value on
 * @param quietMillis an alert closes after so long without an odd window
 * @param silentWindows an entity is absent after so many witnessed windows without telemetry
 * @param silentGaps … and not before so many times its usual gap
 * @param trafficKept share of the usual traffic that siblings must carry for a silent instance to be no alert
 * @param forgetInstanceMillis a silent instance that is not missed is forgotten after that time
 * @param forgetEntityMillis a silent service that is not missed is forgotten after so much witnessed time
 * @param forgetSeriesMillis a series without points is forgotten after that time
 * @param startGraceMillis a process that starts is slow: latency and resources don't count that long
 * @param coldMillis an entity younger than that opens no alert but for errors and silence
 * @param latencyFloorSeconds least excess of a duration that matters
 * @param latencyRatio least ratio to the expected duration that matters
 * @param errorFloor least excess of a failure ratio that matters
 * @param errorPrior failure ratio that is taken as normal where less is expected
 * @param cpuFloor least excess of processor use that matters: share or cores
 * @param memoryGrowth least growth over the expected memory that matters
 * @param memoryFloorBytes … and least growth in bytes
 * @param gcFloor least excess of the share of time in collections that matters
 * @param logFloor least excess of lines a second that matters
 * @param logRatio least ratio to the expected lines that matters
 * @param trafficDrop traffic below that share of the expected matters
 * @param trafficRise traffic above that many times the expected matters
 * @param joinMillis alerts join an incident whose last alert is at most that old; related by calls
 * @param supersedeFactor an alert that its incident does not explain, this many times as strong, opens its own
 * @param supersedeAfterMillis … if the incident is at least that old
 * @param edgeMillis calls not seen for that long are forgotten
 * @param refreshMillis an open incident is told again at most that often where only its numbers changed
 * @param notScoredMillis what is not scored is told that often for each series
 */
public record Thresholds(
        long windowMillis,
        long newestPointMillis,
        long horizonMillis,
        double openStrength,
        double openFailures,
        double keepStrength,
        double strongStrength,
        double strongShare,
        double agreeSurprise,
        long quietMillis,
        int silentWindows,
        double silentGaps,
        double trafficKept,
        long forgetInstanceMillis,
        long forgetEntityMillis,
        long forgetSeriesMillis,
        long startGraceMillis,
        long coldMillis,
        double latencyFloorSeconds,
        double latencyRatio,
        double errorFloor,
        double errorPrior,
        double cpuFloor,
        double memoryGrowth,
        double memoryFloorBytes,
        double gcFloor,
        double logFloor,
        double logRatio,
        double trafficDrop,
        double trafficRise,
        long joinMillis,
        double supersedeFactor,
        long supersedeAfterMillis,
        long edgeMillis,
        long refreshMillis,
        long notScoredMillis)
        implements Serializable {

    public Thresholds {
        if (windowMillis <= 0 || newestPointMillis < windowMillis || horizonMillis < windowMillis) {
            throw new IllegalArgumentException("detection: window " + windowMillis
                    + " ms must be above 0 and not longer than horizon " + horizonMillis + " ms and newest point "
                    + newestPointMillis + " ms");
        }
        if (keepStrength > Math.min(openStrength, openFailures)) {
            throw new IllegalArgumentException("detection.alert.keep-strength " + keepStrength
                    + " must not exceed open-strength " + openStrength + ": an alert would flap");
        }
    }
}
