package dev.serai.sync;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.serai.connection.OpenConnection;
import dev.serai.outbox.Outbox;
import dev.serai.outbox.Outcome;
import dev.serai.outbox.OutcomeTopic;
import java.time.Clock;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

/** Tells through Kafka how syncs ended. */
@Component
class SyncOutcomes {

    private final JdbcTemplate database;
    private final Outbox outbox;
    private final Clock clock;

    SyncOutcomes(JdbcTemplate database, Outbox outbox, Clock clock) {
        this.database = database;
        this.outbox = outbox;
        this.clock = clock;
    }

    /** Tells of a run that came to its end, with what it has read, in the current transaction. */
    void finished(OpenConnection connection, SyncRun run, long read, long changed, long deleted) {
        tell("sync.finished", connection, run, read, changed, deleted, null);
    }

    /** Tells of a run that failed for good, in the current transaction. */
    void failed(OpenConnection connection, SyncRun run, String why) {
        tell("sync.failed", connection, run, run.read(), run.changed(), run.deleted(), why);
    }

    private void tell(
            String type,
            OpenConnection connection,
            SyncRun run,
            long read,
            long changed,
            long deleted,
            @Nullable String error) {
        ObjectNode data = JsonNodeFactory.instance
                .objectNode()
                .put("connectionId", connection.id().toString())
                .put("provider", connection.provider())
                .put("dataType", run.dataType())
                .put("runId", run.id().toString())
                .put("mode", run.mode().word())
                .put("read", read)
                .put("changed", changed)
                .put("deleted", deleted)
                .put("error", error);
        outbox.add(
                database, OutcomeTopic.SYNCS, List.of(new Outcome(connection.tenantId(), type, clock.instant(), data)));
    }
}
