package dev.watchkeeper.shop.supervise;

import dev.watchkeeper.shop.config.ShopConfig;
import dev.watchkeeper.shop.serve.Identity;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;

/** Makes the services' databases if they are missing. */
public final class Databases {

    private Databases() {}

    /** One for each service, on the configured server. */
    public static void create(ShopConfig.Postgres postgres) throws SQLException {
        try (Connection connection = DriverManager.getConnection(postgres.url(), postgres.user(), postgres.password());
                PreparedStatement known = connection.prepareStatement("select 1 from pg_database where datname = ?")) {
            for (String service : List.of("order", "inventory", "payment")) {
                String database = Identity.databaseOf(service);
                known.setString(1, database);
                try (var found = known.executeQuery();
                        Statement statement = connection.createStatement()) {
                    if (!found.next()) {
                        statement.execute("create database " + database);
                    }
                }
            }
        }
    }
}
