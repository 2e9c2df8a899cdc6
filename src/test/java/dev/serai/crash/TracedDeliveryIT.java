package dev.serai.crash;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.serai.Receiver;
import dev.serai.trace.CollectorStandIn;
import dev.serai.trace.CollectorStandIn.Told;
import dev.serai.trace.TraceContext;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A trace from the caller to the receiver, over a retry and a hub that dies in between. */
class TracedDeliveryIT {

    private static final TraceContext CALLER =
            new TraceContext("0af7651916cd43dd8448eb211c80319c", "b7ad6b7169203331", true);
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    @Test
    void isOneTraceWhateverHappensOnTheWay() throws Exception {
        try (CollectorStandIn collector = new CollectorStandIn();
                Receiver receiver = new Receiver();
                HubProcess hub = HubProcess.start(
                        "traced-delivery",
                        HubProcess.newData("traced-delivery"),
                        Map.of(
                                "SERAI_TRACING_ENDPOINT", collector.url(),
                                "SERAI_LOG_FORMAT", "json",
                                "SERAI_DELIVERY_RETRY_FIRST", "10s"))) {
            hub.awaitReady();
            receiver.answersInTurn(500, 204);
            HubClient client = new HubClient(hub.uri());
            client.createWebhook(URI.create(receiver.url()), Duration.ofSeconds(5));
            assertThat(client.postEvent(1, CALLER.traceparent()).statusCode()).isEqualTo(202);
            await().atMost(PATIENCE)
                    .until(() -> collector.named("webhook deliver").size() == 1);

            hub.kill();
            hub.startAgain().awaitReady();
            await().atMost(PATIENCE)
                    .until(() -> collector.named("webhook deliver").size() == 2);

            assertThatOneTraceLeads(collector, receiver.arrivals());
            assertThat(collector.spans())
                    .allSatisfy(span -> assertThat(span.attributes().values())
                            .noneMatch(value -> value.contains("://") || value.contains("Bearer")));
            assertThat(hub.output().lines()).allMatch(line -> line.startsWith("{") && line.endsWith("}"));
        }
    }

    private static void assertThatOneTraceLeads(CollectorStandIn collector, List<Receiver.Arrival> arrivals) {
        Told call = collector.named("hub-acceptEvent").get(0);
        Told accepted = collector.named("events accept").get(0);
        List<Told> attempts = collector.named("webhook deliver");
        assertThat(List.of(call, accepted, attempts.get(0), attempts.get(1)))
                .extracting(Told::traceId)
                .containsOnly(CALLER.traceId());
        assertThat(call.parentId()).isEqualTo(CALLER.spanId());
        assertThat(call.attributes()).containsEntry("http.response.status_code", "202");
        assertThat(accepted.parentId()).isEqualTo(call.spanId());
        assertThat(attempts).extracting(Told::parentId).containsOnly(accepted.spanId());
        assertThat(attempts).extracting(Told::failed).containsExactly(true, false);
        assertThat(attempts)
                .extracting(attempt -> attempt.attributes().get("http.response.status_code"))
                .containsExactly("500", "204");
        assertThat(arrivals)
                .extracting(arrival -> arrival.header("traceparent"))
                .containsExactlyElementsOf(attempts.stream()
                        .map(attempt -> new TraceContext(attempt.traceId(), attempt.spanId(), true).traceparent())
                        .toList());
    }
}
