package dev.watchkeeper.shop.inventory;

import dev.watchkeeper.shop.serve.Database;
import dev.watchkeeper.shop.serve.HttpService;
import dev.watchkeeper.shop.serve.Json;
import dev.watchkeeper.shop.serve.Reply;
import dev.watchkeeper.shop.serve.Request;
import java.sql.SQLException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Keeps stock: takes pieces for an order once, or not at all; puts them back once. */
public final class InventoryService {

    private static final Logger LOG = LoggerFactory.getLogger(InventoryService.class);
    private static final int ARTICLES = 24;
    private static final int DELIVERY = 400;
    private static final int LOW = 40;

    private static final String RESERVE = """
            with taken as (
              update stock set available = available - ? where sku = ? and available >= ?
                and not exists (select 1 from reservations where order_id = ?)
              returning sku, available),
            noted as (
              insert into reservations (order_id, sku, quantity, state)
                select ?, sku, ?, 'held' from taken returning order_id)
            select available from taken, noted""";

    private static final String RELEASE = """
            with freed as (
              update reservations set state = 'released' where order_id = ? and state = 'held'
                returning sku, quantity),
            back as (
              update stock set available = available + freed.quantity from freed
                where stock.sku = freed.sku returning stock.sku),
            noted as (
              insert into reservations (order_id, sku, quantity, state) values (?, '', 0, 'released')
                on conflict (order_id) do nothing)
            select count(*) from back""";

    private final Database database;

    /** Makes the tables if they are missing and fills the shelves. */
    public InventoryService(Database database) throws SQLException {
        this.database = database;
        database.prepare(
                "create table if not exists stock (sku text primary key,"
                        + " available integer not null check (available >= 0))",
                "create table if not exists reservations (order_id text primary key, sku text not null,"
                        + " quantity integer not null, state text not null)",
                "insert into stock select 'sku-' || to_char(n, 'FM00'), " + DELIVERY + " from generate_series(1, "
                        + ARTICLES + ") n on conflict do nothing");
    }

    /** Adds the service's routes. */
    public void serveOn(HttpService http) {
        http.route("POST", "/reservations", this::reserve)
                .route("POST", "/reservations/{id}/release", this::release)
                .route("GET", "/stock/{id}", this::stock);
    }

    private Reply reserve(Request request) throws SQLException {
        String order = request.text("order");
        String sku = request.text("sku");
        int quantity = request.count("quantity");
        var left = database.first(
                "UPDATE",
                "stock",
                RESERVE,
                statement -> {
                    statement.setInt(1, quantity);
                    statement.setString(2, sku);
                    statement.setInt(3, quantity);
                    statement.setString(4, order);
                    statement.setString(5, order);
                    statement.setInt(6, quantity);
                },
                row -> row.getInt(1));
        if (left.isEmpty()) {
            return Reply.of(200, alreadyHeld(order) ? "done" : "sold out");
        }
        if (left.get() < LOW) {
            deliver(sku);
        }
        LOG.info("Took {} of {} for order {}", quantity, sku, order);
        return Reply.of(200, "done");
    }

    private boolean alreadyHeld(String order) throws SQLException {
        return database.first(
                        "SELECT",
                        "reservations",
                        "select 1 from reservations where order_id = ? and state = 'held'",
                        statement -> statement.setString(1, order),
                        row -> row.getInt(1))
                .isPresent();
    }

    /** The pieces are taken by now: a delivery that fails is no reason to say otherwise, the next order asks again. */
    private void deliver(String sku) {
        try {
            database.first(
                    "UPDATE",
                    "stock",
                    "update stock set available = available + ? where sku = ? and available < ? returning sku",
                    statement -> {
                        statement.setInt(1, DELIVERY);
                        statement.setString(2, sku);
                        statement.setInt(3, LOW);
                    },
                    row -> row.getString(1));
            LOG.info("Stock of {} was low, {} delivered", sku, DELIVERY);
        } catch (SQLException e) {
            LOG.warn("Stock of {} is low and could not be delivered: {}", sku, e.getMessage());
        }
    }

    private Reply release(Request request) throws SQLException {
        database.first(
                "UPDATE",
                "reservations",
                RELEASE,
                statement -> {
                    statement.setString(1, request.id());
                    statement.setString(2, request.id());
                },
                row -> row.getInt(1));
        return Reply.of(200, "done");
    }

    private Reply stock(Request request) throws SQLException {
        return database.first(
                        "SELECT",
                        "stock",
                        "select available from stock where sku = ?",
                        statement -> statement.setString(1, request.id()),
                        row -> row.getInt(1))
                .map(available -> new Reply(200, Json.object().put("available", available)))
                .orElseGet(() -> Reply.of(404, "unknown article"));
    }
}
