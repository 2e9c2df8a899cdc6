package dev.serai.provider.slack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.serai.api.Reply;
import dev.serai.api.RunningHub;
import dev.serai.api.Tokens;
import dev.serai.provider.slack.SlackStandIn.Posted;
import dev.serai.provider.standin.Call;
import dev.serai.provider.standin.Fault;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A tenant's events as messages in Slack, through the contracts and the real component. */
class SlackMessagesIT extends RunningHub {

    private static final Duration SOON = Duration.ofSeconds(30);

    private final String company = UUID.randomUUID().toString();
    private final String token = token(Map.of("companyId", company, "permissions", Tokens.ALL_PERMISSIONS));

    @AfterEach
    void calm() {
        SLACK.faults().clear();
        assertThat(SLACK.defects()).isEmpty();
    }

    @Test
    void aCompanysEventsBecomeMessagesInTheirOrder() {
        String hook = SLACK.addHook();
        String id = connect(config(hook));

        for (int i = 1; i <= 3; i++) {
            event(token, "application.created", "{\"candidateName\":\"Ada " + i + "\",\"position\":\"R&D <lead>\"}");
        }

        await().atMost(SOON).untilAsserted(() -> assertThat(SLACK.messages(hook))
                .extracting(Posted::text)
                .containsExactly(
                        "*Application created: Ada 1*\nPosition: R&amp;D &lt;lead&gt;",
                        "*Application created: Ada 2*\nPosition: R&amp;D &lt;lead&gt;",
                        "*Application created: Ada 3*\nPosition: R&amp;D &lt;lead&gt;"));
        await().atMost(SOON).untilAsserted(() -> assertThat(log(id))
                .filteredOn(row -> row.get("message").asText().equals("Message sent to Slack"))
                .hasSize(3)
                .allSatisfy(row -> assertThat(row.get("status").asText()).isEqualTo("success")));
    }

    @Test
    void organisationsAndAccountsGetMessagesToo() {
        String organization =
                token(Map.of("organizationId", UUID.randomUUID().toString(), "permissions", Tokens.ALL_PERMISSIONS));
        String account =
                token(Map.of("accountId", UUID.randomUUID().toString(), "permissions", Tokens.ALL_PERMISSIONS));
        String theirs = SLACK.addHook();
        String others = SLACK.addHook();
        assertThat(send(
                                "POST",
                                "/api/v1/integrations",
                                organization,
                                "{\"provider\":\"slack\",\"name\":\"Slack\",\"authType\":\"webhook\",\"config\":"
                                        + config(theirs) + "}")
                        .status())
                .isEqualTo(201);
        assertThat(send(
                                "POST",
                                "/api/integrations",
                                account,
                                "{\"type\":\"slack\",\"name\":\"Slack\",\"config\":" + config(others) + "}")
                        .status())
                .isEqualTo(200);

        event(organization, "application.created", "{\"candidateName\":\"Ada\"}");
        event(account, "call.received", "{\"from\":\"+1555\"}");

        await().atMost(SOON).untilAsserted(() -> {
            assertThat(SLACK.messages(theirs)).hasSize(1);
            assertThat(SLACK.messages(others)).extracting(Posted::text).containsExactly("*Call received: +1555*");
        });
    }

    @Test
    void aBotWritesIntoItsChannel() {
        String channel = "#c" + UUID.randomUUID();
        SLACK.addChannel(channel);
        String bot = SLACK.addBot("hub");
        connect("{\"token\":\"" + bot + "\",\"channel\":\"" + channel + "\"}");

        event(token, "contact.created", "{\"name\":\"Bob\"}");

        await().atMost(SOON).untilAsserted(() -> assertThat(SLACK.messages(channel))
                .extracting(Posted::by, Posted::text)
                .containsExactly(org.assertj.core.groups.Tuple.tuple("hub", "*Contact created: Bob*")));
    }

    @Test
    void aMessageThatSlackNeverTakesMakesWayForTheNext() {
        String hook = SLACK.addHook();
        SLACK.faults().add(1, to(hook), Fault.status(400, Map.of(), "invalid_payload"));
        String id = connect(config(hook));

        event(token, "application.created", "{\"candidateName\":\"First\"}");
        event(token, "application.created", "{\"candidateName\":\"Second\"}");

        await().atMost(SOON).untilAsserted(() -> assertThat(SLACK.messages(hook))
                .extracting(Posted::text)
                .containsExactly("*Application created: Second*"));
        assertThat(log(id)).anySatisfy(row -> {
            assertThat(row.get("status").asText()).isEqualTo("error");
            assertThat(row.get("message").asText()).contains("invalid_payload");
        });
    }

    @Test
    void whatSlackCanNotTakeNowIsSentLaterAndOnce() {
        String hook = SLACK.addHook();
        SLACK.faults().add(1, to(hook), Fault.status(500, Map.of(), "rollup_error"));
        SLACK.faults().add(1, to(hook), Fault.CLOSED);
        String id = connect(config(hook));

        event(token, "application.created", "{\"candidateName\":\"Ada\"}");

        await().atMost(SOON)
                .untilAsserted(() -> assertThat(SLACK.messages(hook)).hasSize(1));
        await().atMost(SOON).untilAsserted(() -> assertThat(log(id))
                .filteredOn(row -> row.get("message").asText().startsWith("Message"))
                .extracting(row -> row.get("status").asText())
                .containsExactly("success", "error", "error"));
    }

    @Test
    void leavesSlackAloneForAsLongAsItAsksTo() {
        String hook = SLACK.addHook();
        SLACK.faults().add(1, to(hook), Fault.status(429, Map.of("Retry-After", "2"), "ratelimited"));
        connect(config(hook));

        event(token, "application.created", "{\"candidateName\":\"Ada\"}");

        await().atMost(SOON)
                .untilAsserted(() -> assertThat(SLACK.messages(hook)).hasSize(1));
        List<Call> calls = SLACK.calls().stream().filter(to(hook)).toList();
        assertThat(calls).hasSize(2);
        assertThat(Duration.ofNanos(calls.get(1).nanoTime() - calls.get(0).nanoTime()))
                .isGreaterThanOrEqualTo(Duration.ofMillis(1_900));
    }

    @Test
    void aWebhookThatWasRemovedHasToBeSetUpAgainAndThenGetsWhatWaited() {
        String gone = SLACK.addHook();
        String id = connect(config(gone));
        SLACK.removeHook(gone, "no_service");

        event(token, "application.created", "{\"candidateName\":\"Ada\"}");
        await().atMost(SOON).untilAsserted(() -> assertThat(status(id)).isEqualTo("error"));

        String hook = SLACK.addHook();
        assertThat(send("PUT", "/api/v1/integrations/" + id, token, "{\"config\":" + config(hook) + "}")
                        .status())
                .isEqualTo(200);
        await().atMost(SOON)
                .untilAsserted(() -> assertThat(SLACK.messages(hook)).hasSize(1));
        await().atMost(SOON).untilAsserted(() -> assertThat(status(id)).isEqualTo("active"));
    }

    @Test
    void aRevokedTokenHasToBeReplaced() {
        String channel = "#c" + UUID.randomUUID();
        SLACK.addChannel(channel);
        String bot = SLACK.addBot("hub");
        String id = connect("{\"token\":\"" + bot + "\",\"channel\":\"" + channel + "\"}");
        SLACK.revoke(bot);

        event(token, "application.created", "{\"candidateName\":\"Ada\"}");

        await().atMost(SOON).untilAsserted(() -> assertThat(status(id)).isEqualTo("error"));
        assertThat(log(id))
                .anySatisfy(row -> assertThat(row.get("message").asText()).contains("invalid_auth"));
    }

    @Test
    void anAnswerThatDripsIsNotWaitedForForEver() {
        String hook = SLACK.addHook();
        SLACK.faults().add(1, to(hook), Fault.HANG);
        String id = connect(config(hook));

        event(token, "application.created", "{\"candidateName\":\"Ada\"}");

        await().atMost(Duration.ofSeconds(60))
                .untilAsserted(() -> assertThat(SLACK.messages(hook)).hasSize(1));
        assertThat(log(id))
                .anySatisfy(row -> assertThat(row.get("message").asText()).contains("timeout"));
    }

    @Test
    void anInactiveConnectionGetsNothing() {
        String paused = SLACK.addHook();
        String id = connect(config(paused));
        assertThat(send("PUT", "/api/v1/integrations/" + id, token, "{\"status\":\"inactive\"}")
                        .status())
                .isEqualTo(200);

        event(token, "application.created", "{\"candidateName\":\"Nobody\"}");
        assertThat(send("PUT", "/api/v1/integrations/" + id, token, "{\"status\":\"active\"}")
                        .status())
                .isEqualTo(200);
        event(token, "application.created", "{\"candidateName\":\"Ada\"}");

        await().atMost(SOON).untilAsserted(() -> assertThat(SLACK.messages(paused))
                .extracting(Posted::text)
                .containsExactly("*Application created: Ada*"));
    }

    @Test
    void refusesAWebhookThatIsGoneAndATokenThatIsNoneAtOnceAndPostsNothing() {
        String gone = SLACK.addHook();
        SLACK.removeHook(gone, "invalid_token");
        for (String config : List.of(config(gone), "{\"token\":\"xoxb-made-up\",\"channel\":\"#general\"}")) {
            assertThat(send(
                                    "POST",
                                    "/api/v1/integrations",
                                    token,
                                    "{\"name\":\"Slack\",\"type\":\"messaging\",\"config\":" + config + "}")
                            .status())
                    .isEqualTo(400);
        }
        assertThat(SLACK.messages(gone)).isEmpty();
    }

    private String connect(String config) {
        Reply made = send(
                "POST",
                "/api/v1/integrations",
                token,
                "{\"name\":\"Slack\",\"type\":\"messaging\",\"config\":" + config + "}");
        assertThat(made.status()).as(made.body()).isEqualTo(201);
        return made.json().at("/data/id").asText();
    }

    private static String config(String hook) {
        return "{\"webhookUrl\":\"" + hook + "\"}";
    }

    private void event(String caller, String type, String data) {
        Reply taken = send("POST", "/events", caller, "{\"event\":\"" + type + "\",\"data\":" + data + "}");
        assertThat(taken.status()).as(taken.body()).isEqualTo(202);
    }

    private List<JsonNode> log(String id) {
        JsonNode rows = get("/api/v1/integrations/" + id + "/logs?limit=50", token)
                .json()
                .at("/data/logs");
        return StreamSupport.stream(rows.spliterator(), false).toList();
    }

    private String status(String id) {
        return get("/api/v1/integrations/" + id, token)
                .json()
                .at("/data/status")
                .asText();
    }

    /** Messages; a check of the connection sends an empty one. */
    private static java.util.function.Predicate<Call> to(String hook) {
        return call -> hook.endsWith(call.path()) && call.body().contains("text");
    }
}
