package dev.watchkeeper.local.demo;

import java.time.Duration;

/** Who is told how the start goes on. */
public interface Progress {

    /** A room is ready. */
    void ready(String room, Duration took);

    /** Something worth a line. */
    void note(String step, String sentence);
}
