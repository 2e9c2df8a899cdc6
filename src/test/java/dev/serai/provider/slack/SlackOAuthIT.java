package dev.serai.provider.slack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.serai.api.Reply;
import dev.serai.api.RunningHub;
import dev.serai.api.Tokens;
import dev.serai.provider.slack.SlackStandIn.Posted;
import java.net.URI;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Slack connected in the browser: the app's own OAuth, whose refusals come with a 200. */
class SlackOAuthIT extends RunningHub {

    private static final String INTEGRATIONS = "/api/v1/integrations";

    private final String channel = "#o" + UUID.randomUUID();
    private final String owner =
            token(Map.of("organizationId", UUID.randomUUID().toString(), "permissions", Tokens.ALL_PERMISSIONS));

    @Test
    void anAuthorisedBotWritesAndItsTokenEndsWithTheConnection() {
        SLACK.addChannel(channel);
        String id = integration();

        Reply connected = complete(id, SLACK.addCode());

        assertThat(connected.status()).as(connected.body()).isEqualTo(200);
        assertThat(send("POST", "/events", owner, "{\"event\":\"call.ended\",\"data\":{\"from\":\"+1555\"}}")
                        .status())
                .isEqualTo(202);
        await().atMost(Duration.ofSeconds(30)).untilAsserted(() -> assertThat(SLACK.messages(channel))
                .extracting(Posted::text)
                .containsExactly("*Call ended: +1555*"));
        assertThat(send("DELETE", INTEGRATIONS + "/" + id, owner, null).status())
                .isIn(200, 204);
        await().atMost(Duration.ofSeconds(30)).untilAsserted(() -> assertThat(SLACK.calls())
                .anyMatch(call -> call.path().equals("/api/auth.revoke")));
    }

    @Test
    void aCodeThatSlackRefusesConnectsNothing() {
        String id = integration();

        Reply refused = complete(id, "made-up");

        assertThat(refused.status()).as(refused.body()).isEqualTo(400);
        assertThat(get(INTEGRATIONS + "/" + id, owner).json().path("status").asText())
                .isEqualTo("pending");
    }

    private String integration() {
        Reply made = send(
                "POST",
                INTEGRATIONS,
                owner,
                "{\"provider\":\"slack\",\"name\":\"Slack\",\"authType\":\"oauth2\",\"settings\":{\"channel\":\""
                        + channel + "\"}}");
        assertThat(made.status()).as(made.body()).isEqualTo(201);
        return made.json().path("id").asText();
    }

    private Reply complete(String id, String code) {
        String authUrl = get(INTEGRATIONS + "/" + id + "/oauth/authorize", owner)
                .json()
                .path("authUrl")
                .asText();
        String state = Arrays.stream(URI.create(authUrl).getRawQuery().split("&"))
                .filter(pair -> pair.startsWith("state="))
                .map(pair -> pair.substring("state=".length()))
                .findFirst()
                .orElseThrow();
        return send(
                "POST",
                INTEGRATIONS + "/" + id + "/oauth/callback",
                owner,
                "{\"code\":\"" + code + "\",\"state\":\"" + state + "\"}");
    }
}
