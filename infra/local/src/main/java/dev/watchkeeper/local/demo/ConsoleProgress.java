package dev.watchkeeper.local.demo;

import java.io.PrintWriter;
import java.time.Duration;

/** Tells the terminal, a line for each step. */
public final class ConsoleProgress implements Progress {

    private final PrintWriter out;

    /** Writes to a terminal or a file. */
    public ConsoleProgress(PrintWriter out) {
        this.out = out;
    }

    @Override
    public synchronized void ready(String room, Duration took) {
        note("start", room + " " + took.toSeconds() + " s");
    }

    @Override
    public synchronized void note(String step, String sentence) {
        out.printf("%-8s %s%n", step, sentence);
        out.flush();
    }
}
