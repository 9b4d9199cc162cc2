package dev.watchkeeper.ingest.ledger;

import com.google.protobuf.Message;
import dev.watchkeeper.ingest.decode.Signal;
import dev.watchkeeper.ingest.publish.NotAcknowledged;
import dev.watchkeeper.ingest.publish.Route;
import dev.watchkeeper.ingest.receive.Delivery;
import dev.watchkeeper.ingest.receive.Intake;
import dev.watchkeeper.ingest.receive.Outcome;
import dev.watchkeeper.ingest.reject.BadInput;
import java.util.concurrent.CompletableFuture;
import org.apache.avro.specific.SpecificRecord;

/** An intake whose outcomes are written into the ledger as soon as they are known. */
public final class CountedIntake implements Intake {

    private final Intake intake;
    private final Ledger ledger;
    private final Way way;

    /** Counts what that intake does under this way in. */
    public CountedIntake(Intake intake, Ledger ledger, Way way) {
        this.intake = intake;
        this.ledger = ledger;
        this.way = way;
    }

    @Override
    public <Q extends Message, T extends SpecificRecord> CompletableFuture<Outcome> take(
            Route<Q, T> route, Delivery delivery) {
        return counted(route.signal(), intake.take(route, delivery));
    }

    @Override
    public CompletableFuture<Outcome> refuse(Signal<?> signal, BadInput why, Delivery delivery) {
        return counted(signal, intake.refuse(signal, why, delivery));
    }

    private CompletableFuture<Outcome> counted(Signal<?> signal, CompletableFuture<Outcome> coming) {
        return coming.whenComplete((outcome, failure) -> {
            if (failure == null) {
                ledger.outcome(signal, way, outcome);
            } else if (failure instanceof NotAcknowledged || failure.getCause() instanceof NotAcknowledged) {
                ledger.unacknowledged(signal, way);
            }
        });
    }
}
