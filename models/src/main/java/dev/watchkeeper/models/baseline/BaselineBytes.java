package dev.watchkeeper.models.baseline;

import java.nio.ByteBuffer;
import java.time.Duration;

/**
 * The baseline's state as bytes, layout 1, big-endian:
 *
 * <pre>
 *   0  byte   layout (1)              64  float  usual interval, ms      112 short settle
 *   1  byte   flags: 1 seasonal       68  int    points                  114 short settleLength
 *   2  byte   bins of the season      72  float  fast mean deviation     116 short frozen points
 *   3  byte   run                     76  float  slow mean deviation     118 short shadow points
 *   4  byte   1 if growth follows     80  float  mean step               120 long  growth's newest bin
 *   5  3 B    zero                    84  float  tail                    128 16 floats growth, if flagged
 *   8  long   last time, ms           88  float  shadow, plain               then per bin: float, byte
 *  16  long   season's start, ms      92  float  shadow, seasonal
 *  24  double level, plain            96  float  mean count
 *  32  double level, seasonal        100  float  season's mean
 *  40  double anchor                 104  3 shorts last fast z, 2 B zero
 *  48  double running mean
 *  56  double last value
 * </pre>
 *
 * The first 128 bytes and one bin (and one growth slot) change with a point.
 */
public final class BaselineBytes {

    /** The layout that this release writes. */
    public static final int LAYOUT = 1;
    /** What changes with every point. */
    public static final int HEAD_BYTES = 128;
    /** The most that a series needs. */
    public static final int MAX_BYTES = HEAD_BYTES + Growth.BINS * Float.BYTES + Season.MAX_BINS * (Float.BYTES + 1);

    private BaselineBytes() {}

    /** Bytes that {@link #write} writes for it: {@link #HEAD_BYTES} to {@link #MAX_BYTES}. */
    public static int size(SeriesBaseline baseline) {
        int growth = grows(baseline) ? Growth.BINS * Float.BYTES : 0;
        return HEAD_BYTES + growth + baseline.season.bins.length * (Float.BYTES + 1);
    }

    /** The state as an array of {@link #size} bytes. */
    public static byte[] toBytes(SeriesBaseline baseline) {
        ByteBuffer into = ByteBuffer.allocate(size(baseline));
        write(baseline, into);
        return into.array();
    }

    /**
     * A baseline from its bytes.
     *
     * @throws IllegalArgumentException for an unknown layout or a wrong length
     */
    public static SeriesBaseline fromBytes(byte[] bytes, Duration season) {
        ByteBuffer from = ByteBuffer.wrap(bytes);
        SeriesBaseline baseline = new SeriesBaseline(season);
        read(from, baseline);
        if (from.hasRemaining()) {
            throw new IllegalArgumentException(
                    bytes.length - from.remaining() + " bytes expected, found " + bytes.length);
        }
        return baseline;
    }

    /** Writes {@link #size} bytes at the buffer's position. */
    public static void write(SeriesBaseline from, ByteBuffer into) {
        boolean grows = grows(from);
        into.put((byte) LAYOUT)
                .put((byte) (from.seasonal ? 1 : 0))
                .put((byte) from.season.bins.length)
                .put(from.run)
                .putInt(grows ? 1 << 24 : 0)
                .putLong(from.lastTime)
                .putLong(from.seasonStart)
                .putDouble(from.levelPlain)
                .putDouble(from.levelSeasonal)
                .putDouble(from.anchor)
                .putDouble(from.running)
                .putDouble(from.lastValue)
                .putFloat(from.interval)
                .putInt(from.points)
                .putFloat(from.fastDeviation)
                .putFloat(from.slowDeviation)
                .putFloat(from.step)
                .putFloat(from.tail)
                .putFloat(from.shadowPlain)
                .putFloat(from.shadowSeasonal)
                .putFloat(from.meanCount)
                .putFloat(from.season.mean)
                .putShort(from.before1)
                .putShort(from.before2)
                .putShort(from.before3)
                .putShort((short) 0)
                .putShort(from.settle)
                .putShort(from.settleLength)
                .putShort(from.frozenPoints)
                .putShort(from.shadowPoints)
                .putLong(from.growth.bin);
        if (grows) {
            for (float bin : from.growth.bins) {
                into.putFloat(bin);
            }
        }
        for (int i = 0; i < from.season.bins.length; i++) {
            into.putFloat(from.season.bins[i]).put(from.season.counts[i]);
        }
    }

    /**
     * Reads a state into a baseline, replacing what it held; its season's length stays.
     *
     * @throws IllegalArgumentException for an unknown layout or too few bytes
     */
    public static void read(ByteBuffer from, SeriesBaseline into) {
        if (from.remaining() < HEAD_BYTES) {
            throw new IllegalArgumentException(HEAD_BYTES + " bytes or more expected, found " + from.remaining());
        }
        byte layout = from.get();
        if (layout != LAYOUT) {
            throw new IllegalArgumentException("layout " + LAYOUT + " expected, found " + layout);
        }
        into.seasonal = (from.get() & 1) == 1;
        int bins = from.get();
        into.run = from.get();
        boolean grows = from.getInt() != 0;
        into.lastTime = from.getLong();
        into.seasonStart = from.getLong();
        into.levelPlain = from.getDouble();
        into.levelSeasonal = from.getDouble();
        into.anchor = from.getDouble();
        into.running = from.getDouble();
        into.lastValue = from.getDouble();
        into.interval = from.getFloat();
        into.points = from.getInt();
        into.fastDeviation = from.getFloat();
        into.slowDeviation = from.getFloat();
        into.step = from.getFloat();
        into.tail = from.getFloat();
        into.shadowPlain = from.getFloat();
        into.shadowSeasonal = from.getFloat();
        into.meanCount = from.getFloat();
        float mean = from.getFloat();
        into.before1 = from.getShort();
        into.before2 = from.getShort();
        into.before3 = from.getShort();
        from.getShort();
        into.settle = from.getShort();
        into.settleLength = from.getShort();
        into.frozenPoints = from.getShort();
        into.shadowPoints = from.getShort();
        long newest = from.getLong();
        int rest = (grows ? Growth.BINS * Float.BYTES : 0) + bins * (Float.BYTES + 1);
        if (bins < 0 || bins > Season.MAX_BINS || from.remaining() < rest) {
            throw new IllegalArgumentException(
                    bins + " bins in " + rest + " bytes expected, found " + from.remaining() + " bytes");
        }
        into.growth.clear();
        into.growth.bin = newest;
        for (int i = 0; grows && i < Growth.BINS; i++) {
            into.growth.bins[i] = from.getFloat();
        }
        into.season.resize(bins);
        into.season.mean = mean;
        for (int i = 0; i < bins; i++) {
            into.season.bins[i] = from.getFloat();
            into.season.counts[i] = from.get();
            into.season.covered += into.season.counts[i] > 0 ? 1 : 0;
        }
    }

    private static boolean grows(SeriesBaseline baseline) {
        return baseline.growth.bin != Long.MIN_VALUE;
    }
}
