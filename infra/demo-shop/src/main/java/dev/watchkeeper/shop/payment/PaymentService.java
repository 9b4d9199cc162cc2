package dev.watchkeeper.shop.payment;

import dev.watchkeeper.shop.serve.Database;
import dev.watchkeeper.shop.serve.HttpService;
import dev.watchkeeper.shop.serve.Reply;
import dev.watchkeeper.shop.serve.Request;
import java.sql.SQLException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Charges an order once. An answer of 500 or more means that nothing was charged. */
public final class PaymentService {

    private static final Logger LOG = LoggerFactory.getLogger(PaymentService.class);

    private final Database database;
    private final Acquirer acquirer = new Acquirer();

    /** Makes the tables if they are missing. */
    public PaymentService(Database database) throws SQLException {
        this.database = database;
        database.prepare("create table if not exists payments (order_id text primary key, cents integer not null,"
                + " state text not null, booked timestamptz not null default now())");
    }

    /** Adds the service's routes. */
    public void serveOn(HttpService http) {
        http.route("POST", "/payments", this::charge)
                .route("POST", "/payments/{id}/refund", this::refund)
                .route("GET", "/payments/{id}", this::state);
    }

    private Reply state(Request request) throws SQLException {
        return database.first(
                        "SELECT",
                        "payments",
                        "select state from payments where order_id = ?",
                        statement -> statement.setString(1, request.id()),
                        row -> row.getString(1))
                .map(state -> Reply.of(200, state))
                .orElseGet(() -> Reply.of(404, "unknown order"));
    }

    private Reply charge(Request request) throws SQLException, InterruptedException {
        String order = request.text("order");
        int cents = request.count("cents");
        return switch (acquirer.charge(order)) {
            case UNREACHABLE -> {
                LOG.error("Acquirer did not answer for order {}", order);
                yield Reply.of(503, "acquirer not reached");
            }
            case DECLINED -> {
                LOG.warn("Card declined for order {}", order);
                yield Reply.of(200, "declined");
            }
            case APPROVED -> {
                boolean booked = book(order, cents);
                LOG.info("Charged {} cents for order {}", cents, order);
                yield Reply.of(200, booked ? "done" : "refunded");
            }
        };
    }

    /** Writes the charge; false if the order was refunded before its charge arrived. */
    private boolean book(String order, int cents) throws SQLException {
        return database.first(
                        "INSERT",
                        "payments",
                        "insert into payments (order_id, cents, state) values (?, ?, 'charged')"
                                + " on conflict (order_id) do update set cents = payments.cents returning state",
                        statement -> {
                            statement.setString(1, order);
                            statement.setInt(2, cents);
                        },
                        row -> row.getString(1))
                .filter("charged"::equals)
                .isPresent();
    }

    private Reply refund(Request request) throws SQLException {
        database.first(
                "INSERT",
                "payments",
                "insert into payments (order_id, cents, state) values (?, 0, 'refunded')"
                        + " on conflict (order_id) do update set state = 'refunded' returning order_id",
                statement -> statement.setString(1, request.id()),
                row -> row.getString(1));
        LOG.info("Refunded order {}", request.id());
        return Reply.of(200, "done");
    }
}
