package dev.serai.webhook.delivery;

import dev.serai.event.EventCatalogue;
import dev.serai.webhook.WebhookRemoval;
import java.sql.Connection;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Keeps how each receiver behaves: its figures, how long it has been failing, whether it is paused, and until when it
 * wants to be left alone.
 */
@Component
class EndpointHealth {

    // The rows are locked in the order of their ids: two hubs that record at once then never wait for each other in a
    // ring.
    private static final String UPDATE =
            """
            WITH told AS (
                SELECT *, successes > 0 AS works
                FROM unnest(?::uuid[], ?::integer[], ?::integer[], ?::integer[], ?::bigint[], ?::boolean[], ?::boolean[])
                    AS t (webhook_id, successes, failures, ended_badly, retry_after_ms, gone, probed)
            ), before AS (
                SELECT * FROM webhook_health WHERE webhook_id = ANY (?) ORDER BY webhook_id FOR NO KEY UPDATE
            ), judged AS (
                SELECT b.*, t.successes, t.failures, t.ended_badly, t.retry_after_ms, t.works,
                    t.works AND b.paused_at IS NOT NULL AS recovers,
                    NOT t.works AND NOT t.gone AND b.paused_at IS NULL
                        AND b.consecutive_failures + t.failures >= ?
                        AND coalesce(b.failing_since, now()) <= now() - make_interval(secs => ?) AS pauses,
                    -- Only a probe's failure lengthens the wait: what else was under way when the receiver was paused
                    -- comes back late, and says nothing new.
                    CASE WHEN NOT t.works AND t.probed AND b.paused_at IS NOT NULL
                        THEN least(greatest(b.probe_delay_ms, ?) * 2, ?) END AS longer_delay_ms
                FROM before b JOIN told t USING (webhook_id)
            )
            UPDATE webhook_health h SET
                success_count = j.success_count + j.successes,
                failure_count = j.failure_count + j.ended_badly,
                last_success_at = CASE WHEN j.works THEN now() ELSE j.last_success_at END,
                last_failure_at = CASE WHEN j.failures > 0 THEN now() ELSE j.last_failure_at END,
                consecutive_failures = CASE WHEN j.works THEN 0 ELSE j.consecutive_failures + j.failures END,
                failing_since = CASE WHEN j.works THEN NULL ELSE coalesce(j.failing_since, now()) END,
                paused_at = CASE WHEN j.works THEN NULL WHEN j.pauses THEN now() ELSE j.paused_at END,
                probe_delay_ms = CASE
                    WHEN j.works THEN 0
                    WHEN j.pauses THEN ?
                    ELSE coalesce(j.longer_delay_ms, j.probe_delay_ms) END,
                draining = j.draining OR j.recovers,
                resume_at = CASE
                    WHEN j.recovers THEN NULL
                    WHEN j.pauses THEN now() + make_interval(secs => ? / 1000.0)
                    WHEN j.longer_delay_ms IS NOT NULL
                        THEN now() + make_interval(secs => j.longer_delay_ms / 1000.0)
                    ELSE j.resume_at END,
                held_until = CASE WHEN j.retry_after_ms IS NULL THEN j.held_until
                    ELSE greatest(j.held_until, now() + make_interval(secs => j.retry_after_ms / 1000.0)) END
            FROM judged j
            WHERE h.webhook_id = j.webhook_id AND h.webhook_id = ANY (ARRAY(SELECT webhook_id FROM before))
            RETURNING h.webhook_id, j.pauses, j.recovers
            """;

    // A receiver's 410 says nothing about where its owner has pointed the webhook meanwhile.
    private static final String DISABLE =
            """
            UPDATE webhook w SET status = 'disabled', version = w.version + 1, updated_at = now()
            FROM unnest(?::uuid[], ?::integer[]) AS gone (id, version)
            WHERE w.id = gone.id AND w.version = gone.version AND w.status = 'active' AND w.key_id IS NULL RETURNING w.id
            """;

    // Nobody could make a hook active again: who subscribed it says with 410 that it has forgotten it.
    private static final String GONE_HOOKS =
            "SELECT id, tenant_id FROM webhook WHERE id = ANY (?) AND key_id IS NOT NULL ORDER BY id";

    private final DeliveryDatabase database;
    private final DeliveryProperties.Pause pause;
    private final DeliveryNews news;
    private final WebhookRemoval removal;

    EndpointHealth(
            DeliveryDatabase database, DeliveryProperties properties, DeliveryNews news, WebhookRemoval removal) {
        this.database = database;
        this.pause = properties.pause();
        this.news = news;
        this.removal = removal;
    }

    /** Updates the receivers of these attempts in the current transaction, and announces what changes. */
    void update(List<SentAttempt> attempts) {
        if (attempts.isEmpty()) {
            return;
        }
        Map<String, Tally> tallies = new TreeMap<>();
        for (SentAttempt attempt : attempts) {
            UUID webhookId = attempt.delivery().webhookId();
            tallies.computeIfAbsent(
                            webhookId.toString(),
                            id -> new Tally(webhookId, attempt.delivery().tenantId()))
                    .add(attempt);
        }
        List<Tally> told = List.copyOf(tallies.values());
        List<DeliveryNews.Item> items = new ArrayList<>();
        database.jdbc()
                .query(
                        UPDATE,
                        statement -> {
                            Connection connection = statement.getConnection();
                            Object[] ids = column(told, tally -> tally.webhookId);
                            statement.setArray(1, connection.createArrayOf("uuid", ids));
                            statement.setArray(2, connection.createArrayOf("integer", column(told, t -> t.successes)));
                            statement.setArray(3, connection.createArrayOf("integer", column(told, t -> t.failures)));
                            statement.setArray(4, connection.createArrayOf("integer", column(told, t -> t.endedBadly)));
                            statement.setArray(
                                    5, connection.createArrayOf("bigint", column(told, t -> t.retryAfterMillis)));
                            statement.setArray(6, connection.createArrayOf("boolean", column(told, Tally::isGone)));
                            statement.setArray(7, connection.createArrayOf("boolean", column(told, t -> t.probed)));
                            statement.setArray(8, connection.createArrayOf("uuid", ids));
                            statement.setInt(9, pause.failures());
                            statement.setDouble(10, pause.after().toMillis() / 1000.0);
                            statement.setLong(11, pause.probe().toMillis());
                            statement.setLong(12, pause.longestProbe().toMillis());
                            statement.setLong(13, pause.probe().toMillis());
                            statement.setLong(14, pause.probe().toMillis());
                        },
                        row -> {
                            Tally tally = tallies.get(
                                    row.getObject("webhook_id", UUID.class).toString());
                            if (row.getBoolean("pauses")) {
                                items.add(new DeliveryNews.Disabled(tally.tenantId, tally.webhookId, "failing"));
                            }
                            if (row.getBoolean("recovers")) {
                                items.add(new DeliveryNews.Recovered(tally.tenantId, tally.webhookId));
                            }
                        });
        disableGone(told, items);
        attempts.stream()
                .filter(attempt -> attempt.verdict() == Verdict.EXHAUSTED || attempt.verdict() == Verdict.GONE)
                // News of lost news would never end.
                .filter(attempt ->
                        !EventCatalogue.isOperational(attempt.delivery().eventType()))
                .map(DeliveryNews.Exhausted::new)
                .forEach(items::add);
        news.announce(database.jdbc(), items);
    }

    private void disableGone(List<Tally> told, List<DeliveryNews.Item> items) {
        List<Tally> gone = told.stream().filter(Tally::isGone).toList();
        if (gone.isEmpty()) {
            return;
        }
        List<UUID> disabled = database.jdbc()
                .query(
                        DISABLE,
                        statement -> {
                            Connection connection = statement.getConnection();
                            statement.setArray(1, connection.createArrayOf("uuid", column(gone, t -> t.webhookId)));
                            statement.setArray(
                                    2, connection.createArrayOf("integer", column(gone, t -> t.goneVersion)));
                        },
                        (row, number) -> row.getObject(1, UUID.class));
        endGoneHooks(gone);
        gone.stream()
                .filter(tally -> disabled.contains(tally.webhookId))
                .forEach(tally -> items.add(new DeliveryNews.Disabled(tally.tenantId, tally.webhookId, "gone")));
    }

    private void endGoneHooks(List<Tally> gone) {
        database.jdbc()
                .query(
                        GONE_HOOKS,
                        statement -> statement.setArray(
                                1,
                                statement
                                        .getConnection()
                                        .createArrayOf("uuid", column(gone, tally -> tally.webhookId))),
                        (row, number) -> new GoneHook(row.getLong("tenant_id"), row.getObject("id", UUID.class)))
                .forEach(hook -> removal.remove(database.jdbc(), hook.tenantId, List.of(hook.id)));
    }

    private record GoneHook(long tenantId, UUID id) {}

    private static Object[] column(List<Tally> tallies, Function<Tally, Object> value) {
        return tallies.stream().map(value).toArray();
    }

    /** What a batch says about one webhook. */
    private static final class Tally {
        private final UUID webhookId;
        private final long tenantId;
        private int successes;
        private int failures;
        private int endedBadly;
        private boolean probed;
        private @Nullable Integer goneVersion;
        private @Nullable Long retryAfterMillis;

        Tally(UUID webhookId, long tenantId) {
            this.webhookId = webhookId;
            this.tenantId = tenantId;
        }

        boolean isGone() {
            return goneVersion != null;
        }

        void add(SentAttempt attempt) {
            if (attempt.verdict() == Verdict.DELIVERED) {
                successes++;
                return;
            }
            failures++;
            if (attempt.verdict() != Verdict.RETRY) {
                endedBadly++;
            }
            probed |= attempt.delivery().probe();
            if (attempt.verdict() == Verdict.GONE) {
                goneVersion = goneVersion == null
                        ? attempt.delivery().version()
                        : Integer.valueOf(
                                Math.max(goneVersion, attempt.delivery().version()));
            }
            if (attempt.retryAfter() != null) {
                long millis = attempt.retryAfter().toMillis();
                retryAfterMillis = retryAfterMillis == null ? millis : Math.max(retryAfterMillis, millis);
            }
        }
    }
}
