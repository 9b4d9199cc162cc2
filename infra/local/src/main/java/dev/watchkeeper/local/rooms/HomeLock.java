package dev.watchkeeper.local.rooms;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/**
 * One process at a time works in a folder: whoever starts there or wipes it holds {@code lock}. The system releases it
 * when the process ends, however it ends.
 */
public final class HomeLock implements AutoCloseable {

    /** The file's name below var. */
    public static final String NAME = "lock";

    private final FileChannel channel;

    private HomeLock(FileChannel channel) {
        this.channel = channel;
    }

    /**
     * Takes the folder, or refuses at once.
     *
     * @throws IllegalStateException another process holds it; the message says which
     */
    public static HomeLock take(Home home) {
        Path file = home.made("").resolve(NAME);
        try {
            FileChannel channel = FileChannel.open(
                    file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
            if (locked(channel) == null) {
                String holder = Files.readString(file).strip();
                channel.close();
                throw new IllegalStateException("process " + (holder.isEmpty() ? "?" : holder) + " works in "
                        + home.var() + ": stop it there with Ctrl-C, or give another folder with --var");
            }
            channel.truncate(0);
            channel.write(
                    ByteBuffer.wrap(Long.toString(ProcessHandle.current().pid()).getBytes(StandardCharsets.UTF_8)));
            return new HomeLock(channel);
        } catch (IOException e) {
            throw new UncheckedIOException("lock of " + home.var(), e);
        }
    }

    private static @Nullable FileLock locked(FileChannel channel) throws IOException {
        try {
            return channel.tryLock();
        } catch (OverlappingFileLockException e) {
            return null; // this very process holds it
        }
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            throw new UncheckedIOException("lock", e);
        }
    }
}
