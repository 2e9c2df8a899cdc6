package dev.serai.sync;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.serai.outbox.Outbox;
import dev.serai.outbox.Outcome;
import dev.serai.outbox.OutcomeTopic;
import java.time.Clock;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

/** Tells through Kafka how syncs ended. */
@Component
public class SyncOutcomes {

    private final JdbcTemplate database;
    private final Outbox outbox;
    private final Clock clock;

    SyncOutcomes(JdbcTemplate database, Outbox outbox, Clock clock) {
        this.database = database;
        this.outbox = outbox;
        this.clock = clock;
    }

    /**
     * A sync that has ended.
     *
     * @param provider the provider's id
     * @param dataType what was read
     * @param runId the run's id
     * @param mode how much of it
     */
    public record Ended(
            long tenantId, UUID connectionId, String provider, String dataType, UUID runId, SyncRun.Mode mode) {}

    /** Tells of a sync that came to its end, with what it has read, in the current transaction. */
    public void finished(Ended sync, long read, long changed, long deleted) {
        tell("sync.finished", sync, read, changed, deleted, null);
    }

    /**
     * Tells of a sync that failed and is not just tried again, with what it has read until then, in the current transaction.
     *
     * @param why in words for its owner
     */
    public void failed(Ended sync, long read, long changed, long deleted, String why) {
        tell("sync.failed", sync, read, changed, deleted, why);
    }

    private void tell(String type, Ended sync, long read, long changed, long deleted, @Nullable String error) {
        ObjectNode data = JsonNodeFactory.instance
                .objectNode()
                .put("connectionId", sync.connectionId().toString())
                .put("provider", sync.provider())
                .put("dataType", sync.dataType())
                .put("runId", sync.runId().toString())
                .put("mode", sync.mode().word())
                .put("read", read)
                .put("changed", changed)
                .put("deleted", deleted)
                .put("error", error);
        outbox.add(database, OutcomeTopic.SYNCS, List.of(new Outcome(sync.tenantId(), type, clock.instant(), data)));
    }
}
