package dev.serai.trace;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.slf4j.MDC;

class WorkTest {

    private static final UUID CONNECTION = UUID.fromString("00000000-0000-4000-8000-000000000001");
    private static final UUID DELIVERY = UUID.fromString("00000000-0000-4000-8000-000000000002");
    private static final TraceContext TRACE =
            new TraceContext("0af7651916cd43dd8448eb211c80319c", "b7ad6b7169203331", true);

    @AfterEach
    void leavesNothingBehind() {
        assertThat(said()).isEmpty();
        assertThat(Work.current().trace()).isNull();
    }

    @Test
    void isSaidInTheLogWhileItLasts() {
        try (Work.Scope scope = Work.onDelivery(7, DELIVERY).within(TRACE).begin()) {
            assertThat(said())
                    .containsExactlyInAnyOrderEntriesOf(Map.of(
                            "tenant", "7",
                            "delivery", DELIVERY.toString(),
                            "traceId", TRACE.traceId(),
                            "spanId", TRACE.spanId()));
        }
    }

    @Test
    void whatIsDoneWithinItSaysBoth() {
        try (Work.Scope outer = Work.forTenant(7).within(TRACE).begin()) {
            TraceContext inner = TRACE.next();
            try (Work.Scope scope =
                    Work.onConnection(7, CONNECTION).within(inner).begin()) {
                assertThat(said())
                        .containsEntry("tenant", "7")
                        .containsEntry("connection", CONNECTION.toString())
                        .containsEntry("traceId", TRACE.traceId())
                        .containsEntry("spanId", inner.spanId());
            }
            assertThat(said())
                    .doesNotContainKey("connection")
                    .containsEntry("tenant", "7")
                    .containsEntry("spanId", TRACE.spanId());
        }
    }

    @Test
    void whatKnowsNoTraceBelongsToTheOneAround() {
        try (Work.Scope outer = Work.forNobody().within(TRACE).begin();
                Work.Scope scope = Work.forTenant(8).begin()) {
            assertThat(Work.current().trace()).isEqualTo(TRACE);
            assertThat(said()).containsEntry("traceId", TRACE.traceId());
        }
    }

    @Test
    void goesAlongToAnotherThreadAndEndsThere() {
        AtomicReference<Map<String, String>> there = new AtomicReference<>();
        AtomicReference<Map<String, String>> afterwards = new AtomicReference<>();
        Runnable carried;
        try (Work.Scope scope = Work.forTenant(7).within(TRACE).begin()) {
            carried = Work.current().carry(() -> there.set(said()));
        }

        CompletableFuture.runAsync(() -> {
                    carried.run();
                    afterwards.set(said());
                })
                .join();

        assertThat(there.get()).containsEntry("tenant", "7").containsEntry("traceId", TRACE.traceId());
        assertThat(afterwards.get()).isEmpty();
    }

    private static Map<String, String> said() {
        Map<String, String> said = MDC.getCopyOfContextMap();
        return said == null ? Map.of() : said;
    }
}
