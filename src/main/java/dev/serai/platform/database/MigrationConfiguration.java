package dev.serai.platform.database;

import java.sql.SQLException;
import java.util.concurrent.locks.LockSupport;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.autoconfigure.flyway.FlywayConfigurationCustomizer;
import org.springframework.boot.autoconfigure.flyway.FlywayMigrationStrategy;
import org.springframework.boot.autoconfigure.jdbc.JdbcConnectionDetails;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * Migrations while other hubs work: on connections of their own, because they may take longer than the pool lets a
 * statement take, and never waiting long for a lock. Whoever waits for a table's lock holds up everybody who comes after
 * him, so a migration gives up soon, lets them pass, and comes again.
 */
@Configuration(proxyBeanMethods = false)
class MigrationConfiguration {

    private static final Logger LOG = LoggerFactory.getLogger(MigrationConfiguration.class);
    private static final String LOCK_NOT_AVAILABLE = "55P03";
    private static final int ATTEMPTS = 60;
    private static final long PAUSE_NANOS = 1_000_000_000L;

    @Bean
    FlywayConfigurationCustomizer migrateWithoutATimeLimit(JdbcConnectionDetails database) {
        return flyway -> flyway.dataSource(database.getJdbcUrl(), database.getUsername(), database.getPassword())
                .initSql("SET lock_timeout = '2s'");
    }

    @Bean
    FlywayMigrationStrategy letOthersPass() {
        return MigrationConfiguration::migrate;
    }

    /** Each migration is one transaction: one that gave up has left nothing behind. */
    static void migrate(Flyway flyway) {
        for (int attempt = 1; ; attempt++) {
            try {
                flyway.migrate();
                return;
            } catch (FlywayException failed) {
                if (attempt == ATTEMPTS || !isForALock(failed)) {
                    throw failed;
                }
                LOG.warn("A migration waits for a table that is in use, and lets others pass");
                LockSupport.parkNanos(PAUSE_NANOS);
            }
        }
    }

    private static boolean isForALock(Throwable failed) {
        for (Throwable cause = failed; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException sql && LOCK_NOT_AVAILABLE.equals(sql.getSQLState())) {
                return true;
            }
        }
        return false;
    }
}
