package dev.serai.webhook.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.serai.Receiver;
import dev.serai.SharedHub;
import dev.serai.event.AcceptedEvent;
import dev.serai.trace.TraceContext;
import dev.serai.trace.Work;
import dev.serai.webhook.RevealedWebhook;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/** The trace that a receiver is told of, while no traces are collected. */
class TraceparentIT extends SharedHub {

    private static final TraceContext CALLER =
            new TraceContext("0af7651916cd43dd8448eb211c80319c", "b7ad6b7169203331", true);

    @Test
    void eachAttemptHasAPlaceOfItsOwnInTheCallersTrace() {
        Receiver receiver = receiver().answersInTurn(500, 204);
        register(receiver);
        try (Work.Scope scope = Work.forNobody().within(CALLER).begin()) {
            accept();
        }

        receiver.awaitArrivals(2);

        List<TraceContext> places = receiver.arrivals().stream()
                .map(arrival ->
                        TraceContext.parse(arrival.header("traceparent")).orElseThrow())
                .toList();
        assertThat(places).allSatisfy(place -> {
            assertThat(place.traceId()).isEqualTo(CALLER.traceId());
            assertThat(place.sampled()).isTrue();
        });
        assertThat(places.get(0).spanId()).isNotEqualTo(places.get(1).spanId()).isNotEqualTo(CALLER.spanId());
    }

    @Test
    void withoutACallersTraceTheEventIsOne() {
        Receiver receiver = receiver();
        register(receiver);
        AcceptedEvent event = accept();

        receiver.awaitArrivals(1);

        TraceContext place = TraceContext.parse(receiver.arrivals().get(0).header("traceparent"))
                .orElseThrow();
        assertThat(place.traceId()).isEqualTo(event.id().replace("-", ""));
        assertThat(place.sampled()).isFalse();
    }

    @Test
    void whatCouldNotBeTriedIsInTheLogWithItsTenantDeliveryAndTrace() {
        ListAppender<ILoggingEvent> log = new ListAppender<>();
        Logger logger = (Logger) LoggerFactory.getLogger(DeliveryFaults.class);
        log.start();
        logger.addAppender(log);
        try {
            RevealedWebhook webhook = register(receiver());
            database.update(
                    "UPDATE webhook SET secret = 'no secret of ours', version = version + 1 WHERE id = ?",
                    webhook.webhook().id());
            try (Work.Scope scope = Work.forNobody().within(CALLER).begin()) {
                accept();
            }

            await().atMost(PATIENCE).untilAsserted(() -> assertThat(List.copyOf(log.list))
                    .extracting(ILoggingEvent::getMDCPropertyMap)
                    .anySatisfy(said -> assertThat(said)
                            .containsEntry("tenant", Long.toString(tenant.id()))
                            .containsKey("delivery")
                            .containsEntry("traceId", CALLER.traceId())));
        } finally {
            logger.detachAppender(log);
            database.update("DELETE FROM delivery_due WHERE tenant_id = ?", tenant.id());
        }
    }
}
