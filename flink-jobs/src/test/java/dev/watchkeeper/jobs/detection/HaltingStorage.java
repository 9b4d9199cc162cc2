package dev.watchkeeper.jobs.detection;

import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import org.apache.flink.api.common.JobID;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.ConfigOptions;
import org.apache.flink.configuration.ReadableConfig;
import org.apache.flink.runtime.state.CheckpointMetadataOutputStream;
import org.apache.flink.runtime.state.CheckpointStorage;
import org.apache.flink.runtime.state.CheckpointStorageAccess;
import org.apache.flink.runtime.state.CheckpointStorageFactory;
import org.apache.flink.runtime.state.CheckpointStorageLocation;
import org.apache.flink.runtime.state.CompletedCheckpointStorageLocation;
import org.apache.flink.runtime.state.storage.FileSystemCheckpointStorage;

/**
 * Checkpoints in files, until a file {@code armed} appears: the next checkpoint is written completely, a file {@code
 * halted} says so, and then nothing more happens. The checkpoint counts, its transactions are pre-committed, and nobody
 * is told to commit them: the moment between checkpoint and commit, held for as long as a test needs it.
 */
public final class HaltingStorage implements CheckpointStorage {

    /** The folder of both files. */
    static final ConfigOption<String> FOLDER =
            ConfigOptions.key("test.halt.folder").stringType().noDefaultValue();

    private static final long serialVersionUID = 1L;

    private final FileSystemCheckpointStorage files;
    private final String folder;

    private HaltingStorage(FileSystemCheckpointStorage files, String folder) {
        this.files = files;
        this.folder = folder;
    }

    /** Made by Flink, by its name. */
    public static final class Factory implements CheckpointStorageFactory<HaltingStorage> {

        @Override
        public HaltingStorage createFromConfig(ReadableConfig config, ClassLoader loader) {
            return new HaltingStorage(
                    new FileSystemCheckpointStorage(config.get(CheckpointingOptions.CHECKPOINTS_DIRECTORY)),
                    config.get(FOLDER));
        }
    }

    @Override
    public CompletedCheckpointStorageLocation resolveCheckpoint(String pointer) throws IOException {
        return files.resolveCheckpoint(pointer);
    }

    @Override
    public CheckpointStorageAccess createCheckpointStorage(JobID job) throws IOException {
        CheckpointStorageAccess access = files.createCheckpointStorage(job);
        return around(
                CheckpointStorageAccess.class,
                access,
                location -> around(
                        CheckpointStorageLocation.class, location, stream -> new Halting(stream, Path.of(folder))));
    }

    private interface Wrapping {
        Object wrap(Object inner);
    }

    /** Everything as before, but locations and metadata streams wrapped. */
    private static <T> T around(Class<T> type, Object inner, Wrapping wrapping) {
        return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, (proxy, method, args) -> {
            try {
                Object result = method.invoke(inner, args);
                boolean wrapped = method.getName().equals("initializeLocationForCheckpoint")
                        || method.getName().equals("createMetadataOutputStream");
                return wrapped ? wrapping.wrap(result) : result;
            } catch (InvocationTargetException e) {
                throw e.getCause();
            }
        }));
    }

    private static final class Halting extends CheckpointMetadataOutputStream {

        private final CheckpointMetadataOutputStream inner;
        private final Path folder;

        Halting(Object inner, Path folder) {
            this.inner = (CheckpointMetadataOutputStream) inner;
            this.folder = folder;
        }

        @Override
        public CompletedCheckpointStorageLocation closeAndFinalizeCheckpoint() throws IOException {
            CompletedCheckpointStorageLocation complete = inner.closeAndFinalizeCheckpoint();
            if (Files.exists(folder.resolve("armed"))) {
                Files.writeString(folder.resolve("halted"), complete.getExternalPointer());
                try {
                    new CountDownLatch(1).await();
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
            }
            return complete;
        }

        @Override
        public long getPos() throws IOException {
            return inner.getPos();
        }

        @Override
        public void write(int b) throws IOException {
            inner.write(b);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            inner.write(bytes, offset, length);
        }

        @Override
        public void flush() throws IOException {
            inner.flush();
        }

        @Override
        public void sync() throws IOException {
            inner.sync();
        }

        @Override
        public void close() throws IOException {
            inner.close();
        }
    }
}
