package dev.serai.connection;

import java.time.Clock;
import java.time.ZoneOffset;
import java.util.UUID;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

/** When data was last exchanged with providers. */
@Component
public class LastSync {

    private final JdbcTemplate database;
    private final Clock clock;

    LastSync(JdbcTemplate database, Clock clock) {
        this.database = database;
        this.clock = clock;
    }

    /** Notes that data was just exchanged; a connection that is gone is let be. */
    public void now(long tenantId, UUID connectionId) {
        database.update(
                "UPDATE connection SET last_sync_at = ? WHERE id = ? AND tenant_id = ?",
                clock.instant().atOffset(ZoneOffset.UTC),
                connectionId,
                tenantId);
    }
}
