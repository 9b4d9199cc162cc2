package dev.watchkeeper.local.smoke;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;

/** Asks again until there is an answer or patience is over. */
final class Waiting {

    private Waiting() {}

    static <T> Optional<T> until(Duration patience, Callable<Optional<T>> question) throws Exception {
        long deadline = System.nanoTime() + patience.toNanos();
        while (true) {
            Optional<T> answer = question.call();
            if (answer.isPresent() || System.nanoTime() > deadline) {
                return answer;
            }
            TimeUnit.MILLISECONDS.sleep(200);
        }
    }
}
