package dev.serai.provider.google;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.api.services.calendar.Calendar;
import dev.serai.Receiver;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The stand-in notifies channels as Google Calendar does. */
class GoogleNoticesTest extends WithGoogle {

    private final Calendar client = client(google.grant(ANNA).access());
    private final Receiver receiver = new Receiver();

    @AfterEach
    void closesTheReceiver() {
        receiver.close();
    }

    @Test
    void announcesItselfAndThenEveryChangeByAnyone() throws IOException {
        com.google.api.services.calendar.model.Channel channel = watch("channel-1");
        human.create("By the human", MAY_DAY, HOUR);
        client.events().insert("primary", meeting("abc12", "By the client")).execute();

        List<Receiver.Arrival> notices = receiver.awaitArrivals(3);

        assertThat(channel.getKind()).isEqualTo("api#channel");
        assertThat(Instant.ofEpochMilli(channel.getExpiration())).isAfter(Instant.now());
        assertThat(notices)
                .extracting(notice -> notice.header("X-Goog-Resource-State"))
                .containsExactlyInAnyOrder("sync", "exists", "exists");
        assertThat(notices)
                .extracting(notice -> notice.header("X-Goog-Message-Number"))
                .containsExactlyInAnyOrder("1", "2", "3");
        assertThat(notices).allSatisfy(notice -> {
            assertThat(notice.header("X-Goog-Channel-ID")).isEqualTo("channel-1");
            assertThat(notice.header("X-Goog-Channel-Token")).isEqualTo("secret");
            assertThat(notice.header("X-Goog-Channel-Expiration")).endsWith("GMT");
            assertThat(notice.header("X-Goog-Resource-ID")).isEqualTo(channel.getResourceId());
            assertThat(notice.header("X-Goog-Resource-URI")).isEqualTo(channel.getResourceUri());
            assertThat(notice.text()).isEmpty();
        });
    }

    @Test
    void endsWhenItIsStopped() throws IOException {
        com.google.api.services.calendar.model.Channel channel = watch("channel-1");
        receiver.awaitArrivals(1);

        client.channels().stop(identity(channel)).execute();
        human.create("Unseen", MAY_DAY, HOUR);

        assertThat(google.channels()).isEmpty();
        receiver.staysSilent(Duration.ofMillis(200));
        assertRefused(client.channels().stop(identity(channel)), 404, "notFound");
    }

    @Test
    void endsWhenItsTimeIsOver() throws IOException {
        watch("channel-1");
        receiver.awaitArrivals(1);

        clock.pass(HOUR);
        human.create("Unseen", MAY_DAY, HOUR);

        assertThat(google.channels()).isEmpty();
        receiver.staysSilent(Duration.ofMillis(200));
    }

    @Test
    void refusesAChannelIdThatIsTaken() throws IOException {
        watch("channel-1");

        assertRefused(client.events().watch("primary", channel("channel-1")), 400, "channelIdNotUnique");
    }

    @Test
    void isLostWhenTheTestWantsSo() throws IOException {
        watch("channel-1");
        receiver.awaitArrivals(1);
        google.dropsNotices(true);

        human.create("Unseen", MAY_DAY, HOUR);

        receiver.staysSilent(Duration.ofMillis(200));
        assertThat(google.droppedNotices()).isEqualTo(1);
    }

    @Test
    void isRepeatedWhileTheReceiverIsUnavailable() throws IOException {
        receiver.answersInTurn(503, 503, 200);

        watch("channel-1");

        assertThat(receiver.awaitArrivals(3))
                .extracting(notice -> notice.header("X-Goog-Message-Number"))
                .containsOnly("1");
    }

    @Test
    void canBeForged() throws IOException {
        watch("channel-1");
        receiver.awaitArrivals(1);
        receiver.answers(403);

        int status = google.sendForgedNotice(google.channels().get(0), "guessed");

        assertThat(status).isEqualTo(403);
        assertThat(receiver.arrivals().get(1).header("X-Goog-Channel-Token")).isEqualTo("guessed");
    }

    private com.google.api.services.calendar.model.Channel watch(String id) throws IOException {
        return client.events().watch("primary", channel(id)).execute();
    }

    private com.google.api.services.calendar.model.Channel channel(String id) {
        return new com.google.api.services.calendar.model.Channel()
                .setId(id)
                .setType("web_hook")
                .setAddress(receiver.url())
                .setToken("secret")
                .setParams(Map.of("ttl", "3600"));
    }

    private com.google.api.services.calendar.model.Channel identity(
            com.google.api.services.calendar.model.Channel channel) {
        return new com.google.api.services.calendar.model.Channel()
                .setId(channel.getId())
                .setResourceId(channel.getResourceId());
    }
}
