package dev.watchkeeper.models.train.fit;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;

/** Labelled rows, in the order in which they came. */
public final class Rows {

    private final int features;
    private float[] values = new float[1024];
    private boolean[] odd = new boolean[64];
    private int size;

    /** No rows yet. */
    public Rows(int features) {
        this.features = features;
    }

    /** Adds a copy of a row. */
    public void add(float[] row, int offset, boolean isOdd) {
        if ((size + 1) * features > values.length) {
            values = Arrays.copyOf(values, 2 * (size + 1) * features);
        }
        if (size == odd.length) {
            odd = Arrays.copyOf(odd, 2 * size);
        }
        System.arraycopy(row, offset, values, size * features, features);
        odd[size++] = isOdd;
    }

    /** How many. */
    public int size() {
        return size;
    }

    /** Numbers in a row. */
    public int features() {
        return features;
    }

    /** One number. */
    public float value(int row, int feature) {
        return values[row * features + feature];
    }

    /** Whether a row is of something wrong. */
    public boolean odd(int row) {
        return odd[row];
    }

    /** How many are of something wrong. */
    public int oddRows() {
        int count = 0;
        for (int i = 0; i < size; i++) {
            count += odd[i] ? 1 : 0;
        }
        return count;
    }

    /** A copy of some rows, one after the other. */
    public float[] copy(int from, int count) {
        return Arrays.copyOfRange(values, from * features, (from + count) * features);
    }

    /** SHA-256 of all rows and labels. */
    public String sha256() {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            ByteBuffer row = ByteBuffer.allocate(features * Float.BYTES + 1);
            for (int i = 0; i < size; i++) {
                row.clear();
                for (int f = 0; f < features; f++) {
                    row.putFloat(value(i, f));
                }
                digest.update(row.put((byte) (odd[i] ? 1 : 0)).flip());
            }
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JVM has SHA-256", e);
        }
    }
}
