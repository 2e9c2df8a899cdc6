package dev.serai.provider.calendly;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.serai.api.Reply;
import dev.serai.api.Request;
import dev.serai.hook.Signed;
import dev.serai.provider.standin.Fault;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** How the hub comes to hear of what happens in Calendly, and how that ends. */
class CalendlyHooksIT extends CalendlyHub {

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    @Test
    void subscribesTheHubWhenAConnectionIsSetUp() {
        JsonNode subscription = subscription();

        assertThat(subscription.path("callback_url").asText())
                .isEqualTo("https://api.callnfy.com/hooks/calendly/" + connectionId());
        assertThat(subscription.path("events").toString()).contains("invitee.created", "invitee.canceled");
        assertThat(subscription.path("scope").asText()).isEqualTo("user");
        assertThat(subscription.path("user").asText()).isEqualTo(user.uri());
        assertThat(subscription.path("signing_key").asText()).hasSizeGreaterThan(40);
        await().atMost(PATIENCE).until(() -> logged().contains("Calendly tells the hub of what happens"));
    }

    @Test
    void bringsInWhatCalendlyTells() {
        JsonNode subscription = subscription();

        Reply reply = tell(subscription, subscription.path("signing_key").asText());

        assertThat(reply.expect(200).text("status")).isEqualTo("accepted");
        List<String> events = database.queryForList(
                "SELECT data FROM event WHERE tenant_id = ? AND type = 'calendly.invitee.created'",
                String.class,
                tenant().id());
        assertThat(events).hasSize(1);
        assertThat(events.get(0)).contains("\"email\":\"guest@example.com\"", "\"event\":\"invitee.created\"");
    }

    @Test
    void keepsTheSecretSealed() {
        String key = subscription().path("signing_key").asText();

        byte[] kept = database.queryForObject(
                "SELECT secret FROM hook_secret WHERE connection_id = ?", byte[].class, connectionId());

        assertThat(new String(kept, StandardCharsets.ISO_8859_1)).doesNotContain(key);
    }

    @Test
    void takesNothingThatIsSignedWithAnotherSecret() {
        assertThat(tell(subscription(), "a guess").status()).isEqualTo(401);
    }

    @Test
    void replacesASubscriptionThatIsThereAlreadyWhenItIsSetUpAgain() {
        String before = subscription().path("signing_key").asText();
        await().atMost(PATIENCE).until(() -> logged().contains("Calendly tells the hub of what happens"));

        setUp(pat).expect(200);

        await().atMost(PATIENCE)
                .until(() -> user.subscriptions().size() == 1
                        && !subscription().path("signing_key").asText().equals(before));
        await().atMost(PATIENCE)
                .until(() ->
                        tell(subscription(), subscription().path("signing_key").asText())
                                        .status()
                                == 200);
    }

    @Test
    void endsTheSubscriptionWhenTheConnectionGoes() {
        subscription();
        await().atMost(PATIENCE).until(() -> logged().contains("Calendly tells the hub of what happens"));

        connections.delete(tenant(), connectionId());

        await().atMost(PATIENCE).until(() -> user.subscriptions().isEmpty());
    }

    @Test
    void doesWithoutOnAPlanThatHasNoWebhooks() {
        CalendlyStandIn.User free = CALENDLY.addUser("free@example.com");
        free.onFreePlan();

        setUp(free.token()).expect(200);

        await().atMost(PATIENCE)
                .until(() -> logged().stream().anyMatch(line -> line.contains("does not tell the hub")));
        assertThat(logged()).anyMatch(line -> line.contains("Please upgrade"));
        ask("GET", "/me", null).expect(200);
    }

    @Test
    void subscribesLaterWhenCalendlyCanNotNow() {
        CalendlyStandIn.User other = CALENDLY.addUser("other@example.com");
        String token = other.token();
        CALENDLY.faults()
                .add(
                        1,
                        call -> ("Bearer " + token).equals(call.authorization())
                                && call.path().equals("/webhook_subscriptions"),
                        Fault.status(503));

        setUp(token).expect(200);

        await().atMost(PATIENCE).until(() -> other.subscriptions().size() == 1);
    }

    private JsonNode subscription() {
        await().atMost(PATIENCE).until(() -> !user.subscriptions().isEmpty());
        return user.subscriptions().get(0);
    }

    private Reply tell(JsonNode subscription, String secret) {
        String body = "{\"event\":\"invitee.created\",\"created_at\":\"" + Instant.now()
                + "\",\"created_by\":\"x\",\"payload\":{\"uri\":\"https://api.calendly.com/scheduled_events/1/invitees/2\","
                + "\"email\":\"guest@example.com\",\"name\":\"Guest\",\"scheduled_event\":{\"name\":\"Meeting\"}}}";
        Request request = Request.of(
                        "POST",
                        URI.create(subscription.path("callback_url").asText()).getPath())
                .json(body);
        for (Map.Entry<String, String> header :
                Signed.asCalendly(secret, body, Instant.now()).entrySet()) {
            request = request.with(header.getKey(), header.getValue());
        }
        return send(request);
    }
}
