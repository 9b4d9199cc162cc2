package dev.watchkeeper.jobs.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RetainedCheckpointsTest {

    @TempDir
    Path folder;

    @Test
    void noFolder_hasNone() {
        assertThat(RetainedCheckpoints.newest(folder.resolve("nowhere"))).isEmpty();
    }

    @Test
    void highestNumberOfAnyRun_isTheNewest() throws IOException {
        complete("run1/chk-9");
        complete("run2/chk-10");
        complete("run1/chk-8");
        assertThat(RetainedCheckpoints.newest(folder)).contains(folder.resolve("run2/chk-10"));
    }

    @Test
    void checkpointWithoutMetadata_wasNeverComplete() throws IOException {
        complete("run1/chk-9");
        Files.createDirectories(folder.resolve("run1/chk-10"));
        assertThat(RetainedCheckpoints.newest(folder)).contains(folder.resolve("run1/chk-9"));
    }

    private void complete(String checkpoint) throws IOException {
        Files.createDirectories(folder.resolve(checkpoint));
        Files.createFile(folder.resolve(checkpoint).resolve("_metadata"));
    }
}
