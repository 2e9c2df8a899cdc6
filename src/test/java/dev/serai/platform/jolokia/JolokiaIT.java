package dev.serai.platform.jolokia;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.serai.api.Reply;
import dev.serai.api.RunningHub;
import dev.serai.api.Tokens;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Jolokia as Hawtio and as others talk to it. */
class JolokiaIT extends RunningHub {

    private static final String CONTEXT = "org.apache.camel:context=serai,type=context,name=\\\"serai\\\"";
    private static final String ROUTE = "org.apache.camel:context=serai,type=routes,name=\\\"webhook-deliver\\\"";
    private static final String TRACER = "org.apache.camel:context=serai,type=tracer,name=BacklogTracer";

    private static final String DEBUGGER = "org.apache.camel:context=serai,type=tracer,name=BacklogDebugger";
    private static final String SENDING = "webhook-deliver-send";

    private final String watching = token(Map.of("sub", "watcher", "permissions", List.of("hub:watch")));
    private final String operating = token(Map.of("sub", "operator", "permissions", List.of("hub:operate")));

    @Test
    void showsARouteWithItsDescriptionGroupAndFigures() {
        JsonNode route = ask(watching, "{\"type\":\"read\",\"mbean\":\"" + ROUTE + "\"}");

        assertThat(route.path("value").path("RouteGroup").asText()).isEqualTo("webhooks");
        assertThat(route.path("value").path("Description").asText()).startsWith("Send a claimed delivery");
        assertThat(route.path("value").path("State").asText()).isEqualTo("Started");
        assertThat(route.path("value").path("ExchangesTotal").isNumber()).isTrue();
    }

    @Test
    void listsEveryRouteInAnAnswerThatABrowserCanTake() {
        Reply list = management.post(watching, "/jolokia", "{\"type\":\"list\",\"config\":{\"listCache\":true}}");

        JsonNode domains = list.expect(200).json().path("value").path("domains");
        assertThat(list.body().length()).isLessThan(1_000_000);
        assertThat(domains.size()).isEqualTo(2);
        assertThat(domains.path("org.apache.camel").fieldNames())
                .toIterable()
                .anyMatch(name -> name.contains("webhook-deliver"));
    }

    @Test
    void aListSaysWhatWhoeverAsksMayDo() {
        String list = "{\"type\":\"list\",\"config\":{\"listCache\":true}}";

        assertThat(stop(ask(watching, list)).path("canInvoke").asBoolean()).isFalse();
        assertThat(stop(ask(operating, list)).path("canInvoke").asBoolean()).isTrue();
    }

    @Test
    void drawsRoutesFromTheirBeginning() {
        String xml =
                ask(watching, exec(CONTEXT, "dumpRoutesAsXml()")).path("value").asText();

        assertThat(xml).doesNotContain("<errorHandler").contains("Send a claimed delivery", "webhook-deliver-send");
        assertThat(ask(watching, exec(ROUTE, "dumpRouteAsXml()")).path("value").asText())
                .contains("<errorHandler");
    }

    @Test
    void completesHawtiosQuestionForFigures() {
        String figures = ask(
                        watching,
                        "{\"type\":\"exec\",\"mbean\":\"\",\"operation\":\"dumpRoutesStatsAsXml\",\"arguments\":[true,true]}")
                .path("value")
                .asText();

        assertThat(figures).contains("routeStat", "id=\"webhook-deliver\"", "id=\"webhook-deliver-send\"");
    }

    @Test
    void whoWatchesCantStopARoute() {
        assertThat(ask(watching, exec(ROUTE, "stop()")).path("status").asInt()).isEqualTo(403);
        assertThat(state()).isEqualTo("Started");
    }

    @Test
    void whoOperatesStopsAndStartsARoute() {
        try {
            assertThat(ask(operating, exec(ROUTE, "stop()")).path("status").asInt())
                    .isEqualTo(200);
            assertThat(state()).isEqualTo("Stopped");
        } finally {
            ask(operating, exec(ROUTE, "start()"));
        }
        await().atMost(Duration.ofSeconds(10)).until(() -> state().equals("Started"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"type\":\"read\",\"mbean\":\"java.lang:type=Runtime\",\"attribute\":\"SystemProperties\"}",
                "{\"type\":\"read\",\"mbean\":\"java.lang:type=Runtime\",\"attribute\":[\"Uptime\",\"InputArguments\"]}",
                "{\"type\":\"read\",\"mbean\":\"java.lang:*\",\"attribute\":\"SystemProperties\"}",
                "{\"type\":\"read\",\"mbean\":\"*:*\",\"attribute\":\"Password\"}",
                "{\"type\":\"exec\",\"mbean\":\"com.sun.management:type=HotSpotDiagnostic\",\"operation\":\"dumpHeap\","
                        + "\"arguments\":[\"/tmp/heap.hprof\",true]}",
                "{\"type\":\"write\",\"mbean\":\"java.lang:type=Memory\",\"attribute\":\"Verbose\",\"value\":true}",
                "{\"type\":\"write\",\"mbean\":\"" + TRACER + "\",\"attribute\":\"Enabled\",\"value\":true}",
                "{\"type\":\"exec\",\"mbean\":\"" + CONTEXT + "\",\"operation\":\"sendStringBody\","
                        + "\"arguments\":[\"direct:webhook-dead-letter\",\"x\"]}",
                "{\"type\":\"exec\",\"mbean\":\"" + CONTEXT + "\",\"operation\":\"createEndpoint\","
                        + "\"arguments\":[\"file:/tmp\"]}",
                "{\"type\":\"exec\",\"mbean\":\"" + CONTEXT + "\",\"operation\":\"dumpRoutesAsXml(boolean)\","
                        + "\"arguments\":[true]}",
            })
    void refusesEvenOperatorsWhatWouldTellSecretsOrRunCode(String request) {
        JsonNode answer = ask(operating, request);

        assertThat(answer.path("status").asInt()).as("%s", answer).isGreaterThanOrEqualTo(400);
        assertThat(answer.has("value")).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"type\":\"notification\",\"command\":\"register\"}",
                "[{\"type\":\"version\"},{\"type\":\"NOTIFICATION\",\"command\":\"register\"}]",
                "{\"type\":\"config\"}",
                "{}",
            })
    void refusesWhatIsNoQuestionOfHawtios(String request) {
        assertThat(management.post(operating, "/jolokia", request).status()).isEqualTo(403);
    }

    @Test
    void refusesTheSameAmongSeveralRequests() {
        JsonNode answers = ask(
                watching,
                "[{\"type\":\"version\"}," + exec(ROUTE, "stop()")
                        + ",{\"type\":\"read\",\"mbean\":\"java.lang:type=Runtime\",\"attribute\":\"SystemProperties\"}]");

        assertThat(answers).extracting(answer -> answer.path("status").asInt()).containsExactly(200, 403, 403);
    }

    @Test
    void refusesToGatherMoreThanTheHubHasRoomFor() {
        String everything = "{\"type\":\"list\"}";
        String request = "[" + String.join(",", Collections.nCopies(1_000, everything)) + "]";

        assertThat(management.post(watching, "/jolokia", request).status()).isEqualTo(413);
    }

    @Test
    void asksNoOtherJvm() {
        JsonNode answer = ask(
                operating,
                "{\"type\":\"read\",\"mbean\":\"java.lang:type=Runtime\",\"attribute\":\"Uptime\","
                        + "\"target\":{\"url\":\"service:jmx:rmi:///jndi/rmi://127.0.0.1:1/x\"}}");

        // It is answered for this one, as if nothing had been said of another.
        assertThat(answer.path("value").asLong()).isPositive();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/jolokia/exec/org.apache.camel:context=serai,type=routes,name=!%22webhook-deliver!%22/stop()",
                "/jolokia/read/java.lang:type=Memory",
                "/jolokia?p=/version",
                "/jolokia/version",
            })
    void doesNothingForALink(String path) {
        assertThat(management.get(operating, path).status()).isIn(400, 405);
    }

    @Test
    void isThereForOperatorsOnly() {
        assertThat(management
                        .send("POST", "/jolokia", null, "{\"type\":\"version\"}")
                        .status())
                .isEqualTo(401);
        assertThat(management
                        .post(token(Map.of("sub", "x", "permissions", Tokens.ALL_PERMISSIONS)), "/jolokia", "{}")
                        .status())
                .isEqualTo(403);
        assertThat(management.get(watching, "/jolokia").expect(200).text("status"))
                .isEqualTo("200");
    }

    @Test
    void tracesMessagesWithoutTheirSecrets() {
        String owner = Tokens.with(
                Map.of("sub", "user-1", "organizationId", someone(), "permissions", Tokens.ALL_PERMISSIONS));
        ask(
                operating,
                "{\"type\":\"exec\",\"mbean\":\"" + TRACER + "\",\"operation\":\"setEnabled\",\"arguments\":[true]}");
        StringBuilder traced = new StringBuilder();
        try {
            http.post(
                            owner,
                            "/api/v1/integrations/webhooks",
                            "{\"name\":\"traced\",\"url\":\"" + receiverAnswering(200) + "\",\"events\":[\"" + EVENT
                                    + "\"],\"secret\":\"shibboleth-of-the-webhook\","
                                    + "\"headers\":{\"Authorization\":\"Bearer shibboleth-of-the-header\"}}")
                    .expect(201);
            http.post(
                            owner,
                            "/events",
                            "{\"event\":\"" + EVENT + "\",\"data\":{\"password\":\"shibboleth-of-the-event\"}}")
                    .expect(202);
            await().atMost(Duration.ofSeconds(20))
                    .until(() -> traced.append(ask(operating, exec(TRACER, "dumpAllTracedMessagesAsXml()"))
                                    .path("value")
                                    .asText())
                            .toString()
                            .contains("webhook-deliver-succeeded"));
        } finally {
            ask(
                    operating,
                    "{\"type\":\"exec\",\"mbean\":\"" + TRACER
                            + "\",\"operation\":\"setEnabled\",\"arguments\":[false]}");
        }

        assertThat(traced.toString())
                .contains("[dev.serai.webhook.delivery.ClaimedDelivery, ")
                .doesNotContain("shibboleth", owner);
    }

    @Test
    void holdsAMessageAtAStepAndShowsItWithoutItsSecrets() {
        String owner = Tokens.with(
                Map.of("sub", "user-1", "organizationId", someone(), "permissions", Tokens.ALL_PERMISSIONS));
        http.post(
                        owner,
                        "/api/v1/integrations/webhooks",
                        "{\"name\":\"debugged\",\"url\":\"" + receiverAnswering(200) + "\",\"events\":[\"" + EVENT
                                + "\"],\"secret\":\"shibboleth-of-the-webhook\"}")
                .expect(201);
        ask(operating, exec(DEBUGGER, "enableDebugger()"));
        String held;
        try {
            ask(operating, exec(DEBUGGER, "addBreakpoint", SENDING));
            http.post(
                            owner,
                            "/events",
                            "{\"event\":\"" + EVENT + "\",\"data\":{\"password\":\"shibboleth-of-the-event\"}}")
                    .expect(202);
            await().atMost(Duration.ofSeconds(20))
                    .until(() -> ask(watching, exec(DEBUGGER, "suspendedBreakpointNodeIds()"))
                            .path("value")
                            .toString()
                            .contains(SENDING));
            held = ask(operating, exec(DEBUGGER, "dumpTracedMessagesAsXml(java.lang.String)", SENDING))
                    .path("value")
                    .asText();
            assertThat(ask(watching, exec(DEBUGGER, "resumeBreakpoint(java.lang.String)", SENDING))
                            .path("status")
                            .asInt())
                    .isEqualTo(403);
        } finally {
            ask(operating, exec(DEBUGGER, "removeAllBreakpoints()"));
            ask(operating, exec(DEBUGGER, "disableDebugger()"));
        }

        assertThat(held)
                .contains("[dev.serai.webhook.delivery.ClaimedDelivery, ")
                .doesNotContain("shibboleth", owner);
        await().atMost(Duration.ofSeconds(20))
                .until(() ->
                        http.get(owner, "/api/v1/integrations/webhooks").body().contains("\"successCount\":1"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "addConditionalBreakpoint(java.lang.String,java.lang.String,java.lang.String)",
                "setMessageBodyOnBreakpoint(java.lang.String,java.lang.Object)",
                "evaluateExpressionAtBreakpoint(java.lang.String,java.lang.String,java.lang.String)",
            })
    void theDebuggerRunsNoCodeAndChangesNoMessage(String operation) {
        assertThat(ask(operating, exec(DEBUGGER, operation)).path("status").asInt())
                .isEqualTo(403);
    }

    private static String exec(String mbean, String operation, String argument) {
        return "{\"type\":\"exec\",\"mbean\":\"" + mbean + "\",\"operation\":\"" + operation + "\",\"arguments\":[\""
                + argument + "\"]}";
    }

    private String state() {
        return ask(watching, "{\"type\":\"read\",\"mbean\":\"" + ROUTE + "\",\"attribute\":\"State\"}")
                .path("value")
                .asText();
    }

    private static JsonNode stop(JsonNode list) {
        return list.path("value")
                .path("cache")
                .path("org.apache.camel:org.apache.camel.management.mbean.ManagedSuspendableRoute")
                .path("opByString")
                .path("stop()");
    }

    private static String exec(String mbean, String operation) {
        return "{\"type\":\"exec\",\"mbean\":\"" + mbean + "\",\"operation\":\"" + operation + "\"}";
    }

    private JsonNode ask(String token, String request) {
        return management.post(token, "/jolokia", request).expect(200).json();
    }
}
