package dev.watchkeeper.shop.order;

import com.fasterxml.jackson.databind.JsonNode;
import dev.watchkeeper.shop.serve.CallOutcome;
import dev.watchkeeper.shop.serve.Calls;
import dev.watchkeeper.shop.serve.Json;
import dev.watchkeeper.shop.serve.Peer;
import java.sql.SQLException;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The four steps of an order's saga, each with its undo. */
final class Steps {

    private static final Logger LOG = LoggerFactory.getLogger(Steps.class);

    private final OrderBook book;
    private final Calls calls;
    private final Peer inventory;
    private final Peer payment;

    Steps(OrderBook book, Calls calls, Peer inventory, Peer payment) {
        this.book = book;
        this.calls = calls;
        this.inventory = inventory;
        this.payment = payment;
    }

    /** The order has been written already; undone, it is cancelled. */
    Saga.Step created(Order order) {
        return new Saga.Step() {
            @Override
            public String name() {
                return "create";
            }

            @Override
            public Saga.Outcome act() {
                return new Saga.Outcome.Done();
            }

            @Override
            public boolean undo() {
                try {
                    book.settle(order.id(), "cancelled");
                    return true;
                } catch (SQLException e) {
                    LOG.warn("Order {} could not be cancelled: {}", order.id(), e.getMessage());
                    return false;
                }
            }
        };
    }

    /** Inventory takes the pieces; undone, it puts them back. */
    Saga.Step takenFromStock(Order order) {
        return new Call("stock", inventory, "/reservations", order.reservation(), "/reservations/{id}/release", order);
    }

    /** Payment charges; undone, it pays back. */
    Saga.Step charged(Order order) {
        return new Call("pay", payment, "/payments", order.charge(), "/payments/{id}/refund", order);
    }

    /** The order is settled as paid; undone, it is open again. */
    Saga.Step settled(Order order) {
        return new Saga.Step() {
            @Override
            public String name() {
                return "settle";
            }

            @Override
            public Saga.Outcome act() {
                try {
                    book.settle(order.id(), "paid");
                    return new Saga.Outcome.Done();
                } catch (SQLException e) {
                    return new Saga.Outcome.Unknown(e.toString());
                }
            }

            @Override
            public boolean undo() {
                try {
                    book.reopen(order.id());
                    return true;
                } catch (SQLException e) {
                    LOG.warn("Order {} could not be opened again: {}", order.id(), e.getMessage());
                    return false;
                }
            }
        };
    }

    /** All steps in their order. */
    List<Saga.Step> of(Order order) {
        return List.of(created(order), takenFromStock(order), charged(order), settled(order));
    }

    private final class Call implements Saga.Step {
        private final String name;
        private final Peer peer;
        private final String path;
        private final JsonNode body;
        private final String undoPath;
        private final Order order;

        Call(String name, Peer peer, String path, JsonNode body, String undoPath, Order order) {
            this.name = name;
            this.peer = peer;
            this.path = path;
            this.body = body;
            this.undoPath = undoPath;
            this.order = order;
        }

        @Override
        public String name() {
            return name;
        }

        @Override
        public Saga.Outcome act() throws InterruptedException {
            return OrderService.outcome(calls.post(peer, path, "", body));
        }

        @Override
        public boolean undo() throws InterruptedException {
            CallOutcome outcome = calls.post(peer, undoPath, order.id(), Json.object());
            return outcome instanceof CallOutcome.Answered answered && answered.ok();
        }
    }
}
