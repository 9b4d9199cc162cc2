package dev.watchkeeper.shop.order;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class SagaTest {

    private static final Saga.Outcome DONE = new Saga.Outcome.Done();
    private static final Saga.Outcome FAILED = new Saga.Outcome.Refused("answered 500", true);
    private static final Saga.Outcome DECLINED = new Saga.Outcome.Refused("declined", false);
    private static final Saga.Outcome UNKNOWN = new Saga.Outcome.Unknown("no answer");

    private final List<String> journal = new ArrayList<>();
    private final Saga saga = new Saga(attempt -> journal.add("pause " + attempt));

    private final class TestingStep implements Saga.Step {
        private final String name;
        private final Saga.Outcome outcome;
        private int failingUndos;

        TestingStep(String name, Saga.Outcome outcome, int failingUndos) {
            this.name = name;
            this.outcome = outcome;
            this.failingUndos = failingUndos;
        }

        @Override
        public String name() {
            return name;
        }

        @Override
        public Saga.Outcome act() {
            journal.add(name);
            return outcome;
        }

        @Override
        public boolean undo() {
            journal.add("undo " + name);
            return failingUndos-- <= 0;
        }
    }

    private TestingStep step(String name, Saga.Outcome outcome) {
        return new TestingStep(name, outcome, 0);
    }

    @Test
    void steps_allDone_completeInOrder() throws InterruptedException {
        Saga.End end = saga.run(List.of(step("create", DONE), step("stock", DONE), step("pay", DONE)));
        assertThat(end).isEqualTo(new Saga.End.Completed());
        assertThat(journal).containsExactly("create", "stock", "pay");
    }

    @Test
    void lastStep_fails_othersAreUndoneInReverseOrder() throws InterruptedException {
        Saga.End end = saga.run(List.of(step("create", DONE), step("stock", DONE), step("pay", FAILED)));
        assertThat(end).isEqualTo(new Saga.End.Undone("pay", "answered 500", true));
        assertThat(journal).containsExactly("create", "stock", "pay", "undo stock", "undo create");
    }

    @Test
    void middleStep_fails_laterOnesAreNotTried() throws InterruptedException {
        saga.run(List.of(step("create", DONE), step("stock", FAILED), step("pay", DONE)));
        assertThat(journal).containsExactly("create", "stock", "undo create");
    }

    @Test
    void step_saysNo_isUndoneButNoFailure() throws InterruptedException {
        Saga.End end = saga.run(List.of(step("create", DONE), step("pay", DECLINED)));
        assertThat(end).isEqualTo(new Saga.End.Undone("pay", "declined", false));
    }

    @Test
    void step_ofUnknownOutcome_isUndoneToo() throws InterruptedException {
        Saga.End end = saga.run(List.of(step("create", DONE), step("stock", DONE), step("pay", UNKNOWN)));
        assertThat(end).isEqualTo(new Saga.End.Undone("pay", "no answer", true));
        assertThat(journal).containsExactly("create", "stock", "pay", "undo pay", "undo stock", "undo create");
    }

    @Test
    void undo_failsOnce_isTriedAgain() throws InterruptedException {
        Saga.End end = saga.run(List.of(new TestingStep("stock", DONE, 1), step("pay", FAILED)));
        assertThat(end).isInstanceOf(Saga.End.Undone.class);
        assertThat(journal).containsExactly("stock", "pay", "undo stock", "pause 2", "undo stock");
    }

    @Test
    void undo_failsForEver_isHandedOverAndTheRestIsStillUndone() throws InterruptedException {
        Saga.End end = saga.run(List.of(step("create", DONE), new TestingStep("stock", DONE, 99), step("pay", FAILED)));
        assertThat(end).isEqualTo(new Saga.End.HandedOver("pay", "answered 500", List.of("stock")));
        assertThat(journal.stream().filter("undo stock"::equals)).hasSize(Saga.TRIES);
        assertThat(journal).endsWith("undo create");
    }

    private static final class ThrowingStep implements Saga.Step {
        private int failingUndos;

        ThrowingStep(int failingUndos) {
            this.failingUndos = failingUndos;
        }

        @Override
        public String name() {
            return "pay";
        }

        @Override
        public Saga.Outcome act() {
            throw new IllegalStateException("no instance is known");
        }

        @Override
        public boolean undo() {
            if (failingUndos-- > 0) {
                throw new IllegalStateException("no instance is known");
            }
            return true;
        }
    }

    @Test
    void step_thatThrows_mayBeDone_andIsUndoneWithTheOthers() throws InterruptedException {
        Saga.End end = saga.run(List.of(step("create", DONE), step("stock", DONE), new ThrowingStep(1)));
        assertThat(end)
                .isEqualTo(new Saga.End.Undone("pay", "java.lang.IllegalStateException: no instance is known", true));
        assertThat(journal).containsExactly("create", "stock", "pause 2", "undo stock", "undo create");
    }

    @Test
    void undo_thatThrowsForEver_isHandedOver() throws InterruptedException {
        assertThat(saga.run(List.of(step("create", DONE), new ThrowingStep(99))))
                .isInstanceOfSatisfying(
                        Saga.End.HandedOver.class,
                        over -> assertThat(over.notUndone()).containsExactly("pay"));
    }

    @Test
    void takeBack_undoesEveryStep_lastFirst_andActsOnNone() throws InterruptedException {
        Saga.End end = saga.takeBack(List.of(step("create", DONE), step("stock", DONE)), "left behind");
        assertThat(end).isEqualTo(new Saga.End.Undone("create", "left behind", true));
        assertThat(journal).containsExactly("undo stock", "undo create");
    }
}
