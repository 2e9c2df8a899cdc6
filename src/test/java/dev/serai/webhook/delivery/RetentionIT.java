package dev.serai.webhook.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.serai.Receiver;
import dev.serai.SharedHub;
import dev.serai.webhook.DeliveryStatistics;
import dev.serai.webhook.RevealedWebhook;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.UUID;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** History goes away by days; the figures stay. */
class RetentionIT extends SharedHub {

    private static final LocalDate TODAY = LocalDate.now(ZoneOffset.UTC);

    @Autowired
    private Retention retention;

    @Autowired
    private DataSource dataSource;

    @Test
    void thereIsRoomForTheComingWeek() {
        retention.makeRoom();

        for (String table : new String[] {"event", "delivery", "attempt"}) {
            assertThat(exists(partition(table, TODAY))).isTrue();
            assertThat(exists(partition(table, TODAY.plusDays(7)))).isTrue();
        }
    }

    @Test
    void aDayOlderThanTheAgeIsDroppedAndANewerOneStays() {
        LocalDate old = TODAY.minusDays(31);
        LocalDate kept = TODAY.minusDays(30);
        makePartitions(old);
        makePartitions(kept);
        retention.forget();

        assertThat(exists(partition("event", old))).isFalse();
        assertThat(exists(partition("delivery", old))).isFalse();
        assertThat(exists(partition("attempt", old))).isFalse();
        assertThat(exists(partition("event", kept))).isTrue();
        assertThat(exists(partition("event", TODAY))).isTrue();
    }

    @Test
    void theFiguresOutliveTheHistory() {
        Receiver receiver = receiver();
        RevealedWebhook webhook = register(receiver);
        accept();
        await().atMost(PATIENCE).until(() -> statistics(webhook).success() == 1);
        LocalDate old = TODAY.minusDays(40);
        makePartitions(old);
        database.update(
                "UPDATE delivery SET id = uuid_at(?::timestamptz) WHERE webhook_id = ?",
                old.atTime(12, 0) + "Z",
                webhook.webhook().id());
        retention.forget();

        assertThat(log.newest(tenant, webhook.webhook().id(), 10)).isEmpty();
        assertThat(statistics(webhook)).isEqualTo(new DeliveryStatistics(1, 0, 0));
    }

    @Test
    void aDeliveryThatWaitedForTheWholeAgeEndsAsFailed() {
        Receiver receiver = receiver().hangs();
        RevealedWebhook webhook = register(tenant, receiver, 1, 60_000, Map.of());
        accept();
        receiver.awaitArrivals(1);
        LocalDate old = TODAY.minusDays(41);
        makePartitions(old);
        database.update(
                "UPDATE delivery_due SET id = uuid_at(?::timestamptz) WHERE webhook_id = ?",
                old.atTime(12, 0) + "Z",
                webhook.webhook().id());
        retention.forget();

        assertThat(statistics(webhook)).isEqualTo(new DeliveryStatistics(0, 1, 0));
    }

    @Test
    void aDayThatIsStillReadStaysUntilNextTimeAndTheOthersGo() throws Exception {
        LocalDate read = TODAY.minusDays(52);
        LocalDate other = TODAY.minusDays(51);
        makePartitions(read);
        makePartitions(other);
        try (Connection reader = dataSource.getConnection();
                Statement statement = reader.createStatement()) {
            reader.setAutoCommit(false);
            statement.execute("LOCK TABLE " + partition("event", read) + " IN ACCESS SHARE MODE");
            retention.forget();

            assertThat(exists(partition("event", read))).isTrue();
            assertThat(exists(partition("event", other))).isFalse();
            reader.rollback();
        }
        retention.forget();
        assertThat(exists(partition("event", read))).isFalse();
    }

    @Test
    void keysOutliveTheirTimeByNoMoreThanAnHour() {
        Instant old = Instant.now().minus(25, ChronoUnit.HOURS);
        String key = UUID.randomUUID().toString();
        for (String statement : new String[] {
            "INSERT INTO event_key (tenant_id, scope, key, fingerprint, created_at) VALUES (?, 'request', ?, '', ?::timestamptz)",
            "INSERT INTO idempotency_key (tenant_id, key, fingerprint, created_at) VALUES (?, ?, '', ?::timestamptz)"
        }) {
            database.update(statement, tenant.id(), key, old.toString());
        }
        retention.forget();

        for (String table : new String[] {"event_key", "idempotency_key"}) {
            assertThat(database.queryForObject("SELECT count(*) FROM " + table + " WHERE key = ?", Integer.class, key))
                    .isZero();
        }
    }

    private void makePartitions(LocalDate day) {
        // Asked for the next day, the function makes this one and eight more.
        database.query("SELECT ensure_partitions(?)", row -> {}, day.plusDays(1));
    }

    private static String partition(String table, LocalDate day) {
        return table + "_" + DateTimeFormatter.BASIC_ISO_DATE.format(day);
    }

    private boolean exists(String table) {
        return Boolean.TRUE.equals(database.queryForObject("SELECT to_regclass(?) IS NOT NULL", Boolean.class, table));
    }
}
