package dev.serai.platform.database;

import static org.assertj.core.api.Assertions.assertThat;

import dev.serai.SharedHub;
import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** How long a database that hangs can hold who uses it. */
class TimeLimitsIT extends SharedHub {

    @Autowired
    private DataSource dataSource;

    @Autowired
    private Flyway flyway;

    @Test
    void aCallIsHeldForAMinuteAtMost() throws SQLException {
        assertThat(limitMillis(dataSource)).isEqualTo(60_000);
    }

    @Test
    void aMigrationMayTakeAsLongAsItNeeds() throws SQLException {
        assertThat(limitMillis(flyway.getConfiguration().getDataSource())).isZero();
    }

    private static int limitMillis(DataSource source) throws SQLException {
        try (Connection connection = source.getConnection()) {
            return connection.getNetworkTimeout();
        }
    }
}
