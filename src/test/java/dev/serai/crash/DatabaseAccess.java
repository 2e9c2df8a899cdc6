package dev.serai.crash;

import dev.serai.platform.database.EmbeddedPostgres;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * The way into a hub's database, for hubs that are given one and for looking at what they do there.
 *
 * @param url its JDBC URL
 */
record DatabaseAccess(String url, String username, String password) {

    static DatabaseAccess to(EmbeddedPostgres database) {
        return new DatabaseAccess(database.jdbcUrl(), database.username(), database.password());
    }

    /** @return the settings of a hub that uses this database */
    Map<String, String> settings() {
        return Map.of(
                "SPRING_DATASOURCE_URL", url,
                "SPRING_DATASOURCE_USERNAME", username,
                "SPRING_DATASOURCE_PASSWORD", password);
    }

    Connection connect() throws SQLException {
        return DriverManager.getConnection(url, username, password);
    }

    /** @return the first value of a query's first row, a number */
    long number(String query) {
        try (Connection connection = connect();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(query)) {
            row.next();
            return row.getLong(1);
        } catch (SQLException failed) {
            throw new IllegalStateException(query, failed);
        }
    }

    /** @return the first value of each of a query's rows, a text */
    Set<String> texts(String query) {
        try (Connection connection = connect();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(query)) {
            Set<String> texts = new HashSet<>();
            while (row.next()) {
                texts.add(row.getString(1));
            }
            return texts;
        } catch (SQLException failed) {
            throw new IllegalStateException(query, failed);
        }
    }
}
