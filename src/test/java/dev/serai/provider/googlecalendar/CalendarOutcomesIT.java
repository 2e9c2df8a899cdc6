package dev.serai.provider.googlecalendar;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.serai.connection.Connections;
import dev.serai.kafka.KafkaHub;
import dev.serai.oauth.Authorizations;
import dev.serai.provider.google.GoogleCall;
import dev.serai.provider.google.GoogleFault;
import dev.serai.provider.google.GoogleStandIn;
import dev.serai.provider.googlecalendar.CalendarUsers.Connected;
import dev.serai.schedule.Tasks;
import java.time.Duration;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.UUID;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** What is kept to be told through Kafka of the readings of a calendar. */
class CalendarOutcomesIT extends KafkaHub {

    private static GoogleStandIn google;

    @Autowired
    private Connections connections;

    @Autowired
    private Authorizations authorizations;

    @Autowired
    private Tasks tasks;

    private Connected one;
    private UUID publisher;

    @BeforeAll
    static void openGoogle() {
        google = CalendarUsers.open();
    }

    @AfterAll
    static void closeGoogle() {
        CalendarUsers.close(google);
    }

    @BeforeEach
    void keepAndConnect() {
        publisher = leaveToAnotherHub("syncs");
        one = new CalendarUsers(google, connections, authorizations).connect(tenant, SyncMode.TWO_WAY);
        awaitTold(1);
    }

    @AfterEach
    void disconnectAndForget() {
        google.heal();
        connections.delete(tenant, one.id());
        tasks.cancelAll(one.id());
        database.update("DELETE FROM outbox WHERE topic = 'syncs' AND tenant_id = ?", tenant.id());
        database.update("DELETE FROM hub_node WHERE id = ?", publisher);
    }

    @Test
    void isHowManyEventsWereReadAndWhatChanged() {
        JsonNode first = awaitTold(1).get(0);
        assertThat(first.path("connectionId").asText()).isEqualTo(one.id().toString());
        assertThat(first.path("provider").asText()).isEqualTo("google_calendar");
        assertThat(first.path("dataType").asText()).isEqualTo("events");
        assertThat(first.path("mode").asText()).isEqualTo("full");
        assertThat(first.path("changed").asInt()).isZero();

        one.calendar().create("Dentist", ZonedDateTime.now(ZoneOffset.UTC).plusDays(1), Duration.ofMinutes(30));
        read();

        JsonNode next = awaitTold(told -> told.path("changed").asInt() == 1);
        assertThat(next.path("mode").asText()).isEqualTo("incremental");
        assertThat(next.path("read").asInt()).isOne();
        assertThat(next.path("runId")).isNotEqualTo(first.path("runId"));

        one.calendar().delete(one.calendar().events().get(0).path("id").asText());
        read();

        JsonNode last = awaitTold(told -> told.path("deleted").asInt() == 1);
        assertThat(last.path("changed").asInt()).isZero();
        assertThat(last.path("error").isNull()).isTrue();
    }

    @Test
    void isWhyAReadingFailedThatWaitingDoesNotMend() {
        google.fail(GoogleCall::isCalendar, GoogleFault.NOT_FOUND);
        read();

        assertThat(awaitTold(told -> told.hasNonNull("error")).path("error").asText())
                .isEqualTo("Google Calendar has no calendar primary");
        assertThat(types()).contains("sync.failed");
    }

    @Test
    void isNothingOfAReadingThatIsTriedAgain() {
        google.failNext(1, GoogleCall::isCalendar, GoogleFault.UNAVAILABLE);
        read();

        awaitTold(2);
        assertThat(types()).doesNotContain("sync.failed");
    }

    private void read() {
        tasks.scheduleNow(CalendarTasks.SYNC, tenant.id(), one.id());
    }

    private List<JsonNode> awaitTold(int count) {
        return await().atMost(LONG).until(this::told, told -> told.size() >= count);
    }

    private JsonNode awaitTold(Predicate<JsonNode> kind) {
        return await().atMost(LONG)
                .until(() -> told().stream().filter(kind).toList(), found -> !found.isEmpty())
                .get(0);
    }

    private List<JsonNode> told() {
        return database.query(
                "SELECT data FROM outbox WHERE topic = 'syncs' AND type LIKE 'sync.%' AND tenant_id = ? ORDER BY id",
                (row, number) -> parsed(row.getString("data")), tenant.id());
    }

    private List<String> types() {
        return database.queryForList(
                "SELECT type FROM outbox WHERE topic = 'syncs' AND tenant_id = ?", String.class, tenant.id());
    }
}
