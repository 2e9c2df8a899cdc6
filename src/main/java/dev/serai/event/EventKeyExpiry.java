package dev.serai.event;

import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

/** Takes away the keys of events that have outlived their time. */
@Component
public class EventKeyExpiry {

    private final JdbcTemplate database;
    private final IntakeProperties properties;

    EventKeyExpiry(JdbcTemplate database, IntakeProperties properties) {
        this.database = database;
        this.properties = properties;
    }

    /** Deletes in small steps, so that no lock is held for long. Safe to run on several hubs at once. */
    public void run() {
        int deleted;
        do {
            deleted = database.update(
                    """
                    DELETE FROM event_key WHERE ctid IN (
                        SELECT ctid FROM event_key WHERE created_at < now() - make_interval(secs => ?)
                        LIMIT 5000 FOR UPDATE SKIP LOCKED)
                    """,
                    (double) properties.keyLifetime().toSeconds());
        } while (deleted == 5000);
    }
}
