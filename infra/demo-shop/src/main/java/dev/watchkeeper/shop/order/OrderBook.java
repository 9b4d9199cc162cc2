package dev.watchkeeper.shop.order;

import dev.watchkeeper.shop.serve.Database;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The orders in PostgreSQL: {@code pending} becomes {@code paid} or {@code cancelled}, and then stays. */
final class OrderBook {

    private final Database database;

    OrderBook(Database database) throws SQLException {
        this.database = database;
        database.prepare("create table if not exists orders (id text primary key, sku text not null,"
                + " quantity integer not null check (quantity > 0), state text not null,"
                + " created timestamptz not null default now())");
    }

    /** Writes a pending order; false if there is one of that id already. */
    boolean create(Order order) throws SQLException {
        return database.first(
                        "INSERT",
                        "orders",
                        "insert into orders (id, sku, quantity, state) values (?, ?, ?, 'pending')"
                                + " on conflict (id) do nothing returning id",
                        statement -> {
                            statement.setString(1, order.id());
                            statement.setString(2, order.sku());
                            statement.setInt(3, order.quantity());
                        },
                        row -> row.getString(1))
                .isPresent();
    }

    /** Moves a pending order on; a settled one is left as it is. */
    void settle(String id, String state) throws SQLException {
        database.first(
                "UPDATE",
                "orders",
                "update orders set state = ? where id = ? and state = 'pending' returning id",
                statement -> {
                    statement.setString(1, state);
                    statement.setString(2, id);
                },
                row -> row.getString(1));
    }

    /** The order's state; empty if it is not known. */
    Optional<String> state(String id) throws SQLException {
        return database.first(
                "SELECT",
                "orders",
                "select state from orders where id = ?",
                statement -> statement.setString(1, id),
                row -> row.getString(1));
    }

    /** Opens a paid order again, so that it can be cancelled. */
    void reopen(String id) throws SQLException {
        database.first(
                "UPDATE",
                "orders",
                "update orders set state = 'pending' where id = ? and state = 'paid' returning id",
                statement -> statement.setString(1, id),
                row -> row.getString(1));
    }

    /** All pending orders, by id. */
    List<Order> pending() throws SQLException {
        List<Order> pending = new ArrayList<>();
        Optional<Order> next = pendingAfter("");
        while (next.isPresent()) {
            pending.add(next.get());
            next = pendingAfter(next.get().id());
        }
        return pending;
    }

    private Optional<Order> pendingAfter(String id) throws SQLException {
        return database.first(
                "SELECT",
                "orders",
                "select id, sku, quantity from orders where state = 'pending' and id > ? order by id limit 1",
                statement -> statement.setString(1, id),
                row -> new Order(row.getString(1), row.getString(2), row.getInt(3)));
    }
}
