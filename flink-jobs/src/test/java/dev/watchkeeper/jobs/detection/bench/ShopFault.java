package dev.watchkeeper.jobs.detection.bench;

/** One of the demo's faults, on a service, for a time. */
record ShopFault(Kind kind, String service, int strength, long fromMillis, long untilMillis) {

    enum Kind {
        ERRORS,
        SLOW_DB,
        CPU,
        DOWN,
        MEMORY_LEAK,
        LOG_STORM
    }

    boolean on(Kind asked, String name, long millis) {
        return kind == asked && service.equals(name) && millis >= fromMillis && millis < untilMillis;
    }

    <T> T pick(T one, T two, T three) {
        return strength == 1 ? one : strength == 2 ? two : three;
    }

    int oneOf() {
        return pick(4, 2, 1);
    }

    double statementSeconds() {
        return pick(0.15, 0.4, 1.0);
    }

    double cores() {
        return pick(0.3, 0.5, 0.8);
    }

    double burnSeconds() {
        return pick(0.015, 0.04, 0.09);
    }

    double linesPerSecond() {
        return pick(30.0, 100.0, 300.0);
    }

    double leakSeconds() {
        return pick(300.0, 210.0, 150.0);
    }
}
