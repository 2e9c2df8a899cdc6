package dev.serai.api.callcenter;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.JsonNode;
import dev.serai.api.edge.Answer;
import dev.serai.api.edge.Call;
import dev.serai.api.edge.ProviderRefusals;
import dev.serai.connection.HealthStatus;
import dev.serai.health.HealthChecks;
import dev.serai.health.HealthChecks.Checked;
import dev.serai.provider.ProviderFault;
import dev.serai.refusal.NotFound;
import dev.serai.sync.RecordReads;
import dev.serai.sync.RecordSyncs;
import dev.serai.sync.SyncRecord;
import dev.serai.sync.SyncRun;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** The contract's tests of integrations, and the data that comes through them. */
@Component("callcenterSync")
public class CallcenterSync {

    private static final int USUAL_LIMIT = 100;
    private static final Set<String> OWN_PARAMETERS = Set.of("limit", "cursor");

    private final HealthChecks checks;
    private final RecordReads reads;
    private final RecordSyncs syncs;

    CallcenterSync(HealthChecks checks, RecordReads reads, RecordSyncs syncs) {
        this.checks = checks;
        this.reads = reads;
        this.syncs = syncs;
    }

    private record Outcome(boolean success, String message, Tested data) {}

    /** @param responseTime milliseconds that the provider took */
    private record Tested(
            UUID id,
            String type,
            String status,
            @JsonProperty("response_time") long responseTime,
            @JsonProperty("tested_at") Instant testedAt) {}

    private record Data(
            @JsonProperty("data_type") String dataType,
            String mode,
            List<Row> records,
            @JsonProperty("has_more") boolean hasMore,
            @JsonProperty("next_cursor") @Nullable String nextCursor) {}

    private record Row(String id, String type, @Nullable Instant updatedAt, boolean deleted, JsonNode raw) {

        static Row of(SyncRecord record) {
            return new Row(record.id(), record.type(), record.updatedAt(), record.deleted(), record.raw());
        }
    }

    private record Run(
            UUID id,
            @JsonProperty("data_type") String dataType,
            String mode,
            String status,
            @JsonProperty("records_read") long read,
            @JsonProperty("records_changed") long changed,
            @JsonProperty("records_deleted") long deleted,
            @Nullable String error,
            @JsonProperty("requested_at") Instant requestedAt,
            @JsonProperty("started_at") @Nullable Instant startedAt,
            @JsonProperty("finished_at") @Nullable Instant finishedAt) {

        static Run of(SyncRun run) {
            return new Run(
                    run.id(),
                    run.dataType(),
                    run.mode().word(),
                    run.status().word(),
                    run.read(),
                    run.changed(),
                    run.deleted(),
                    run.error(),
                    run.requestedAt(),
                    run.startedAt(),
                    run.finishedAt());
        }
    }

    /** Tries an integration with its provider; one that does not work is told as such. */
    public Answer test(Call call) {
        Checked found = checks.test(call.tenant().id(), id(call));
        boolean works = found.status() == HealthStatus.HEALTHY;
        return Answer.ok(new Outcome(
                works,
                works ? "Connection successful" : "Connection failed: " + found.error(),
                new Tested(
                        found.connectionId(),
                        found.provider(),
                        found.status().word(),
                        found.responseMillis(),
                        found.at())));
    }

    /** Gives a page of data, straight from the provider. */
    public Answer read(Call call) {
        Map<String, String> filters = new LinkedHashMap<>(call.query());
        filters.keySet().removeAll(OWN_PARAMETERS);
        try {
            RecordReads.Page page = reads.read(
                    call.tenant().id(), id(call), type(call), call.query().get("cursor"), filters, limit(call));
            return CallcenterAnswer.of(new Data(
                    type(call),
                    (page.full() ? SyncRun.Mode.FULL : SyncRun.Mode.INCREMENTAL).word(),
                    page.records().stream().map(Row::of).toList(),
                    page.hasMore(),
                    page.cursor()));
        } catch (ProviderFault fault) {
            throw ProviderRefusals.of(fault);
        }
    }

    /** Has data synced into the hub in the background. */
    public Answer start(Call call) {
        boolean full = SyncRun.Mode.FULL.word().equals(call.text("mode"));
        return CallcenterAnswer.of(Run.of(syncs.start(call.tenant().id(), id(call), type(call), full)));
    }

    /** Tells how a sync in the background fares. */
    public Answer progress(Call call) {
        return CallcenterAnswer.of(Run.of(syncs.progress(call.tenant().id(), id(call), type(call))
                .orElseThrow(() -> new NotFound(
                        type(call) + " has not been synced in the background; POST to …/sync/" + type(call)))));
    }

    /** Gives a page of what was synced into the hub. */
    public Answer synced(Call call) {
        String cursor = call.query().getOrDefault("after", "0");
        RecordSyncs.Page page =
                syncs.synced(call.tenant().id(), id(call), type(call), Long.parseLong(cursor), limit(call));
        return CallcenterAnswer.of(new Data(
                type(call),
                "synced",
                page.records().stream().map(Row::of).toList(),
                page.hasMore(),
                Long.toString(page.position())));
    }

    private static int limit(Call call) {
        String limit = call.query().get("limit");
        return limit == null ? USUAL_LIMIT : Integer.parseInt(limit);
    }

    private static String type(Call call) {
        return call.path().getOrDefault("data_type", "");
    }

    private static UUID id(Call call) {
        return call.id("integration_id", "Integration not found");
    }
}
