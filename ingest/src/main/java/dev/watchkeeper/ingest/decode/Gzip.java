package dev.watchkeeper.ingest.decode;

import dev.watchkeeper.ingest.reject.BadInput;
import dev.watchkeeper.ingest.reject.Reason;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.util.function.IntConsumer;
import java.util.zip.GZIPInputStream;

/** Inflates, and stops as soon as there is too much. */
public final class Gzip {

    private static final int STEP = 32 * 1024;

    private Gzip() {}

    /**
     * The inflated bytes.
     *
     * @param max how many bytes they may be
     * @param grown told of every step's bytes before they are kept; may throw to stop it
     * @throws BadInput TOO_LARGE, TRUNCATED, or NOT_OTLP where the bytes are no gzip
     */
    public static byte[] inflate(byte[] body, int max, IntConsumer grown) throws BadInput {
        ByteArrayOutputStream inflated = new ByteArrayOutputStream(Math.min(max, Math.max(STEP, body.length * 4)));
        byte[] step = new byte[STEP];
        try (GZIPInputStream in = new GZIPInputStream(new ByteArrayInputStream(body), STEP)) {
            for (int read = in.read(step); read >= 0; read = in.read(step)) {
                if (inflated.size() + read > max) {
                    throw new BadInput(
                            Reason.TOO_LARGE,
                            "at most " + max + " bytes inflated expected, found more in " + body.length + " of gzip");
                }
                grown.accept(read);
                inflated.write(step, 0, read);
            }
        } catch (EOFException e) {
            throw new BadInput(Reason.TRUNCATED, "gzip ends early, after " + body.length + " bytes");
        } catch (IOException e) {
            throw new BadInput(Reason.NOT_OTLP, "gzip expected: " + e.getMessage());
        }
        return inflated.toByteArray();
    }
}
