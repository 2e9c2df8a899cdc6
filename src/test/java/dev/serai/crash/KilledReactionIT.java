package dev.serai.crash;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.serai.provider.slack.SlackStandIn;
import dev.serai.provider.slack.SlackStandIn.Posted;
import dev.serai.provider.standin.Call;
import dev.serai.provider.standin.Fault;
import dev.serai.reaction.DocumentedRoute;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.springframework.util.FileSystemUtils;

/** A hub that is killed while a route reacts to an event. */
class KilledReactionIT {

    @Test
    void bringsTheEventIntoTheRouteAgainAfterItsNextStart() throws Exception {
        Path routes = HubProcess.newData("killed-reaction-routes");
        FileSystemUtils.copyRecursively(Path.of("routes"), routes);
        DocumentedRoute.writeTo(routes);
        try (SlackStandIn slack = new SlackStandIn();
                HubProcess hub = HubProcess.start(
                                "killed-reaction",
                                HubProcess.newData("killed-reaction"),
                                Map.of(
                                        "SERAI_ROUTES_DIR", routes.toString(),
                                        "SERAI_PROVIDERS_SLACK_BASE_URL", slack.apiUrl()))
                        .awaitReady()) {
            HubClient client = new HubClient(hub.uri());
            String hook = slack.addHook();
            connect(client, hook);
            Predicate<Call> message =
                    call -> hook.endsWith(call.path()) && call.body().contains("Ada");
            slack.faults().add(1, message, Fault.HANG);

            HttpResponse<String> accepted = client.post(
                    "/events",
                    "{\"event\":\"application.hired\",\"data\":{\"candidateName\":\"Ada\",\"position\":\"Lead\"}}");
            assertThat(accepted.statusCode()).as(accepted.body()).isEqualTo(202);
            await("the route is at it").atMost(Duration.ofSeconds(30)).until(() -> slack.calls().stream()
                    .anyMatch(message));
            hub.kill();
            assertThat(slack.messages(hook)).isEmpty();
            hub.startAgain().awaitReady();

            await("the message is there")
                    .atMost(Duration.ofSeconds(60))
                    .until(() -> slack.messages(hook).size() == 1);
            assertThat(slack.messages(hook)).extracting(Posted::text).containsExactly("Ada was hired as Lead");
        }
    }

    private static void connect(HubClient client, String hook) throws Exception {
        HttpResponse<String> made = client.post(
                "/api/v1/integrations",
                "{\"provider\":\"slack\",\"name\":\"Slack\",\"authType\":\"webhook\",\"config\":{\"webhookUrl\":\""
                        + hook + "\"},\"settings\":{\"events\":[]}}");
        assertThat(made.statusCode()).as(made.body()).isEqualTo(201);
    }
}
