package dev.watchkeeper.shop;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;

/** Looks into a JVM from outside. */
final class Jvm {

    private Jvm() {}

    /** What its heap holds after a full collection. */
    static long liveBytes(long pid) {
        String[] total = jcmd(pid, "GC.class_histogram")
                .lines()
                .filter(line -> line.startsWith("Total"))
                .findFirst()
                .orElseThrow()
                .split("\\s+", -1);
        return Long.parseLong(total[2]);
    }

    /** Its stack traces. */
    static String threads(long pid) {
        return jcmd(pid, "Thread.print");
    }

    /** The processor time that it used so far. */
    static Duration processorTime(long pid) {
        return ProcessHandle.of(pid)
                .flatMap(process -> process.info().totalCpuDuration())
                .orElseThrow();
    }

    private static String jcmd(long pid, String command) {
        try {
            String tool =
                    Path.of(System.getProperty("java.home"), "bin", "jcmd").toString();
            Process process = new ProcessBuilder(tool, Long.toString(pid), command)
                    .redirectErrorStream(true)
                    .start();
            return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new AssertionError("jcmd does not run", e);
        }
    }
}
