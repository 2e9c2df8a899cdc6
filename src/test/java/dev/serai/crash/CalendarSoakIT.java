package dev.serai.crash;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.serai.Receiver;
import dev.serai.crash.AppointmentProduct.Shown;
import dev.serai.provider.google.GoogleFault;
import dev.serai.provider.google.GoogleStandIn;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * A product and a person change the same appointments for a while, each on its side, while Google fails at random, forgets
 * where the hub stood, and the hub is killed. Longer with {@code -Dserai.soak.seconds=600}.
 */
class CalendarSoakIT {

    private static final long SECONDS = Long.getLong("serai.soak.seconds", 45);
    private static final long SEED = Long.getLong("serai.soak.seed", 20_251_222);
    private static final Instant DAY = Instant.parse("2030-01-01T09:00:00Z");

    private final Random random = new Random(SEED);
    private final GoogleStandIn google = new GoogleStandIn();
    private final Receiver receiver = new Receiver();
    private final AppointmentProduct product = new AppointmentProduct(random);
    private HubProcess hub;
    private ConnectedCalendar connected;
    private HubClient client;
    private int heard;

    @AfterEach
    void stop() {
        hub.close();
        receiver.close();
        google.close();
        assertThat(google.defects()).isEmpty();
    }

    @Test
    void bothSidesEndEqualAndNothingIsThereTwice() throws Exception {
        hub = HubProcess.start("calendarSoak", HubProcess.newData("calendarSoak"), ConnectedCalendar.settings(google))
                .awaitReady();
        client = new HubClient(hub.uri());
        assertThat(client.post(
                                "/api/v1/integrations/webhooks",
                                "{\"name\":\"product\",\"url\":\"" + receiver.url()
                                        + "\",\"events\":[\"appointment.created\",\"appointment.updated\","
                                        + "\"appointment.cancelled\"]}")
                        .statusCode())
                .isEqualTo(201);
        connected = ConnectedCalendar.connect(google, client);
        google.failRandomly(
                SEED,
                0.08,
                GoogleFault.UNAUTHORIZED,
                GoogleFault.RATE_LIMIT,
                GoogleFault.TOO_MANY_REQUESTS,
                GoogleFault.UNAVAILABLE,
                GoogleFault.GARBAGE,
                GoogleFault.LOST_ANSWER,
                GoogleFault.CLOSED);

        change(Duration.ofSeconds(SECONDS / 2));
        hub.kill();
        CompletableFuture<Void> back =
                CompletableFuture.runAsync(() -> hub.startAgain().awaitReady());
        // The world does not wait for the hub.
        while (!back.isDone()) {
            change(Duration.ofMillis(200));
        }
        back.join();
        google.expireSyncTokens();
        change(Duration.ofSeconds(SECONDS / 2));
        google.heal();

        await("both sides are equal")
                .atMost(Duration.ofMinutes(2))
                .pollInterval(Duration.ofMillis(200))
                .untilAsserted(() -> {
                    product.send(client);
                    hear();
                    assertThat(product.hasSentAll()).isTrue();
                    assertThat(inCalendar()).isEqualTo(product.shown());
                });
        assertThat(connected.calendar().events().stream()
                        .map(event -> event.at("/extendedProperties/private/seraiAppointment")
                                .asText())
                        .filter(id -> !id.isEmpty()))
                .doesNotHaveDuplicates();
    }

    private void change(Duration time) {
        Instant end = Instant.now().plus(time);
        await().atMost(time.plusSeconds(30))
                .pollDelay(Duration.ZERO)
                .pollInterval(Duration.ofMillis(60))
                .until(() -> {
                    if (random.nextInt(3) > 0) {
                        product.doAnything();
                    } else {
                        aPersonDoesAnything();
                    }
                    product.send(client);
                    hear();
                    return Instant.now().isAfter(end);
                });
    }

    private void aPersonDoesAnything() {
        List<ObjectNode> events = connected.calendar().events();
        if (events.isEmpty() || random.nextInt(6) == 0) {
            connected.calendar().create("Made by a person " + random.nextInt(1_000), anyTime(), Duration.ofMinutes(45));
            return;
        }
        String id = events.get(random.nextInt(events.size())).path("id").asText();
        switch (random.nextInt(5)) {
            case 0 -> connected.calendar().delete(id);
            case 1 -> connected.calendar().rename(id, "Named by a person " + random.nextInt(1_000));
            case 2 ->
                connected.calendar().edit(id, event -> event.put("colorId", String.valueOf(1 + random.nextInt(9))));
            default -> connected.calendar().move(id, anyTime(), Duration.ofMinutes(20 + random.nextInt(60)));
        }
    }

    private java.time.ZonedDateTime anyTime() {
        return DAY.plus(Duration.ofMinutes(random.nextInt(50_000))).atZone(ZoneId.of("Europe/London"));
    }

    private void hear() {
        List<Receiver.Arrival> arrivals = receiver.arrivals();
        arrivals.subList(heard, arrivals.size()).forEach(arrival -> product.hear(arrival.text()));
        heard = arrivals.size();
    }

    private List<Shown> inCalendar() {
        return connected.calendar().events().stream()
                .map(event -> new Shown(
                        event.path("summary").asText(null),
                        moment(event, "/start/dateTime"),
                        moment(event, "/end/dateTime")))
                .sorted()
                .toList();
    }

    private static Instant moment(ObjectNode event, String place) {
        return OffsetDateTime.parse(event.at(place).asText()).toInstant();
    }
}
