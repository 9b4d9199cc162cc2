package dev.watchkeeper.shop.order;

import dev.watchkeeper.shop.serve.CallOutcome;
import dev.watchkeeper.shop.serve.Calls;
import dev.watchkeeper.shop.serve.Database;
import dev.watchkeeper.shop.serve.HttpService;
import dev.watchkeeper.shop.serve.Peer;
import dev.watchkeeper.shop.serve.Reply;
import dev.watchkeeper.shop.serve.Request;
import dev.watchkeeper.shop.serve.Telemetry;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.metrics.LongCounter;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Takes orders: create (pending), take from stock, charge, paid. */
public final class OrderService {

    private static final Logger LOG = LoggerFactory.getLogger(OrderService.class);
    private static final long PAUSE_MILLIS = 150;

    private static final int ROUNDS = 12;
    private static final long ROUND_MILLIS = 5_000;

    private final OrderBook book;
    private final Steps steps;
    private final Saga saga = new Saga(attempt -> Thread.sleep(PAUSE_MILLIS * (attempt - 1)));
    /** Orders that an earlier process left pending; nobody else works on them. */
    private final List<Order> leftBehind;

    private final LongCounter created;
    private final LongCounter paid;
    private final LongCounter compensated;

    /** Makes the tables if they are missing. */
    public OrderService(Database database, Calls calls, Peer inventory, Peer payment, Telemetry telemetry)
            throws SQLException {
        this.book = new OrderBook(database);
        this.steps = new Steps(book, calls, inventory, payment);
        this.leftBehind = new ArrayList<>(book.pending());
        this.created = counter(telemetry, "orders.created");
        this.paid = counter(telemetry, "orders.paid");
        this.compensated = counter(telemetry, "orders.compensated");
    }

    private static LongCounter counter(Telemetry telemetry, String name) {
        return telemetry.meter().counterBuilder(name).setUnit("{order}").build();
    }

    /** Adds the service's routes. */
    public void serveOn(HttpService http) {
        http.route("POST", "/orders", this::order).route("GET", "/orders/{id}", this::state);
    }

    private Reply state(Request request) throws SQLException {
        return book.state(request.id())
                .map(state -> Reply.of(200, state))
                .orElseGet(() -> Reply.of(404, "unknown order"));
    }

    private Reply order(Request request) throws SQLException, InterruptedException {
        Order order = Order.of(request);
        if (!book.create(order)) {
            return Reply.of(200, book.state(order.id()).orElse("pending"));
        }
        created.add(1);
        return reply(order, saga.run(steps.of(order)));
    }

    /**
     * Takes back what an earlier process of this service began and did not end, in rounds, since the others may still be
     * starting; what can't be taken back is handed over to a person.
     */
    public void takeBackLeftBehind() throws InterruptedException {
        for (int round = 1; round <= ROUNDS && !leftBehind.isEmpty(); round++) {
            if (round > 1) {
                Thread.sleep(ROUND_MILLIS);
            }
            for (Order order : List.copyOf(leftBehind)) {
                Saga.End end = saga.takeBack(steps.of(order), "the service ended before the order did");
                if (end instanceof Saga.End.Undone || round == ROUNDS) {
                    reply(order, end);
                    leftBehind.remove(order);
                }
            }
        }
    }

    private Reply reply(Order order, Saga.End end) {
        if (end instanceof Saga.End.Completed) {
            paid.add(1);
            LOG.info("Order {} paid, {} of {}", order.id(), order.quantity(), order.sku());
            return Reply.of(201, "paid");
        }
        if (end instanceof Saga.End.Undone undone) {
            compensated.add(1, Attributes.of(AttributeKey.stringKey("reason"), undone.step()));
            if (!undone.failure()) {
                LOG.info("Order {} cancelled at step {}: {}", order.id(), undone.step(), undone.reason());
                return Reply.of(200, "cancelled");
            }
            LOG.warn("Order {} cancelled, step {} failed: {}", order.id(), undone.step(), undone.reason());
            return Reply.of(502, "cancelled");
        }
        Saga.End.HandedOver over = (Saga.End.HandedOver) end;
        LOG.error(
                "Order {} needs a person: step {} failed ({}) and could not undo {}",
                order.id(),
                over.step(),
                over.reason(),
                over.notUndone());
        return Reply.of(502, "needs a person");
    }

    /** What a call to another service means for a step. */
    static Saga.Outcome outcome(CallOutcome call) {
        if (call instanceof CallOutcome.Answered answered) {
            if (!answered.ok()) {
                return new Saga.Outcome.Refused("answered " + answered.status(), true);
            }
            return switch (answered.state()) {
                case "done" -> new Saga.Outcome.Done();
                default -> new Saga.Outcome.Refused(answered.state(), false);
            };
        }
        if (call instanceof CallOutcome.NotSent notSent) {
            return new Saga.Outcome.Refused(notSent.reason(), true);
        }
        return new Saga.Outcome.Unknown(((CallOutcome.Unknown) call).reason());
    }
}
