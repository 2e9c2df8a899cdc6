package dev.serai.webhook.delivery;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.metrics.micrometer.MicrometerMetricsTrackerFactory;
import io.micrometer.core.instrument.MeterRegistry;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * The engine's own few connections, so that a rush of requests never stops deliveries. They commit without waiting for
 * the disk: what a crash of PostgreSQL could take back is a claim or a record of an attempt, and the worst that follows
 * is a delivery repeated under the same {@code webhook-id}. Taking events in waits for the disk, on other connections.
 */
@Component
class DeliveryDatabase implements DisposableBean {

    private static final int CONNECTIONS = 6;

    private final HikariDataSource pool;
    private final JdbcTemplate jdbc;
    private final TransactionTemplate transactions;

    DeliveryDatabase(DataSource hub, MeterRegistry meters) throws SQLException {
        HikariConfig config = new HikariConfig();
        hub.unwrap(HikariDataSource.class).copyStateTo(config);
        config.setPoolName("deliveries");
        config.setMetricsTrackerFactory(new MicrometerMetricsTrackerFactory(meters));
        config.setMaximumPoolSize(CONNECTIONS);
        config.setMinimumIdle(1);
        // Few statements, made for their indexes: each is planned once, and never by scanning a table because that was
        // empty when the planner last looked.
        config.setConnectionInitSql(
                """
                SET synchronous_commit = off; SET plan_cache_mode = force_generic_plan;
                SET enable_seqscan = off; SET enable_bitmapscan = off; SET enable_mergejoin = off; SET enable_sort = off
                """);
        // A database that has gone without a word must not hold the engine for good.
        config.addDataSourceProperty("socketTimeout", "30");
        config.addDataSourceProperty("tcpKeepAlive", "true");
        pool = new HikariDataSource(config);
        jdbc = new JdbcTemplate(pool);
        transactions = new TransactionTemplate(new DataSourceTransactionManager(pool));
    }

    JdbcTemplate jdbc() {
        return jdbc;
    }

    TransactionTemplate transactions() {
        return transactions;
    }

    HikariDataSource pool() {
        return pool;
    }

    @Override
    public void destroy() {
        pool.close();
    }
}
