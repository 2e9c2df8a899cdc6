package dev.serai.trace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.net.URI;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;

class TracesTest {

    private static final TraceContext RECORDED =
            new TraceContext("0af7651916cd43dd8448eb211c80319c", "b7ad6b7169203331", true);
    private static final TraceContext NOT_RECORDED = new TraceContext(RECORDED.traceId(), RECORDED.spanId(), false);
    private static final Duration PATIENCE = Duration.ofSeconds(15);

    private final CollectorStandIn collector = new CollectorStandIn();

    @AfterEach
    void stop() {
        collector.close();
    }

    @Test
    void withoutACollectorASpanHasThePlaceOfItsParent() {
        try (Span span = TestTraces.untold().begin("something", SpanKind.INTERNAL, RECORDED)) {
            assertThat(span.context()).isEqualTo(RECORDED);
        }
        try (Span span = TestTraces.untold().begin("something", SpanKind.INTERNAL, null)) {
            assertThat(span.context()).isNull();
        }
    }

    @Test
    void theCollectorIsToldWhatWasDoneAndOfWhatItIsAPart() {
        Traces traces = telling(0);
        TraceContext place;
        try (Span span = traces.begin("something", SpanKind.CLIENT, RECORDED)) {
            place = span.context();
            span.with("serai.tenant", 7L).with("serai.provider", "slack").failed("HTTP 500");
        }
        traces.destroy();

        assertThat(place).isNotNull();
        CollectorStandIn.Told told = collector.named("something").get(0);
        assertThat(told.traceId()).isEqualTo(RECORDED.traceId());
        assertThat(told.parentId()).isEqualTo(RECORDED.spanId());
        assertThat(told.spanId()).isEqualTo(place.spanId());
        assertThat(told.attributes()).containsEntry("serai.tenant", "7").containsEntry("serai.provider", "slack");
        assertThat(told.failed()).isTrue();
    }

    @Test
    void aTraceThatItsCallerDoesNotRecordIsNotToldButGoesOn() {
        Traces traces = telling(1);
        try (Span span = traces.begin("something", SpanKind.SERVER, NOT_RECORDED)) {
            assertThat(span.context().traceId()).isEqualTo(RECORDED.traceId());
            assertThat(span.context().sampled()).isFalse();
        }
        traces.destroy();

        assertThat(collector.spans()).isEmpty();
    }

    @Test
    void onlyThePartThatIsWantedOfTheOwnTracesIsTold() {
        Traces none = telling(0);
        none.begin("nothing", SpanKind.SERVER, null).close();
        none.destroy();
        Traces all = telling(1);
        all.begin("all", SpanKind.SERVER, null).close();
        all.destroy();

        assertThat(collector.spans()).extracting(CollectorStandIn.Told::name).containsExactly("all");
    }

    @Test
    void aCollectorThatIsAwaySlowsNothingAndIsToldOfOnce() {
        ListAppender<ILoggingEvent> log = new ListAppender<>();
        Logger logger = (Logger) LoggerFactory.getLogger(TellingOnce.class);
        log.start();
        logger.addAppender(log);
        collector.close();
        Traces traces = telling(1);
        try {
            long started = System.nanoTime();
            for (int i = 0; i < 50_000; i++) {
                traces.begin("something", SpanKind.INTERNAL, null).close();
            }
            Duration took = Duration.ofNanos(System.nanoTime() - started);
            await().atMost(PATIENCE).until(() -> !log.list.isEmpty());
            for (int i = 0; i < 1_000; i++) {
                traces.begin("something", SpanKind.INTERNAL, null).close();
            }
            traces.destroy();

            assertThat(took).isLessThan(PATIENCE);
            assertThat(log.list).hasSize(1);
            assertThat(log.list.get(0).getFormattedMessage()).contains("takes no traces");
        } finally {
            logger.detachAppender(log);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ftp://collector",
                "collector:4318",
                "http://user:secret@collector:4318",
                "http://collector/v1/traces?key=secret"
            })
    void anAddressThatIsNoneIsRefusedByName(String address) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new TracingProperties(URI.create(address), 1))
                .withMessageContaining("serai.tracing.endpoint")
                .withMessageNotContaining("secret");
    }

    @Test
    void aPartThatIsNoneIsRefusedByName() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new TracingProperties(null, 1.5))
                .withMessageContaining("serai.tracing.sampling");
    }

    private Traces telling(double sampling) {
        return new Traces(new TracingProperties(URI.create(collector.url()), sampling));
    }
}
