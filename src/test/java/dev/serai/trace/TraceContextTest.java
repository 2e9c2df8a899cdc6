package dev.serai.trace;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** W3C Trace Context, level 1, section 3.2. */
class TraceContextTest {

    private static final String TRACE = "0af7651916cd43dd8448eb211c80319c";
    private static final String SPAN = "b7ad6b7169203331";

    @Test
    void readsWhatTheStandardHasAsAnExample() {
        assertThat(TraceContext.parse("00-" + TRACE + "-" + SPAN + "-01"))
                .contains(new TraceContext(TRACE, SPAN, true));
    }

    @Test
    void readsThatATraceIsNotRecorded() {
        assertThat(TraceContext.parse("00-" + TRACE + "-" + SPAN + "-02"))
                .contains(new TraceContext(TRACE, SPAN, false));
    }

    @Test
    void readsTheBeginningOfALaterVersion() {
        assertThat(TraceContext.parse("cc-" + TRACE + "-" + SPAN + "-01-what-the-future-brings"))
                .contains(new TraceContext(TRACE, SPAN, true));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "garbage",
                "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331",
                "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-1",
                "00-0AF7651916CD43DD8448EB211C80319C-b7ad6b7169203331-01",
                "00-00000000000000000000000000000000-b7ad6b7169203331-01",
                "00-0af7651916cd43dd8448eb211c80319c-0000000000000000-01",
                "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01-more",
                "ff-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01",
                "cc-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01.more",
                "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-0g",
                "cc-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01-\r\nX-Forged: 1",
            })
    void ignoresWhatTheStandardDoesNotAllow(String header) {
        assertThat(TraceContext.parse(header)).isEmpty();
    }

    @Test
    void ignoresThatThereIsNone() {
        assertThat(TraceContext.parse(null)).isEmpty();
    }

    @Test
    void writesWhatItReads() {
        String header = "00-" + TRACE + "-" + SPAN + "-01";

        assertThat(TraceContext.parse(header).orElseThrow().traceparent()).isEqualTo(header);
    }

    @Test
    void theTraceOfAnEventIsNamedAsTheEventIs() {
        UUID event = UUID.fromString("019b0c3a-7c11-7d3f-8a01-0123456789ab");

        TraceContext trace = TraceContext.of(event);

        assertThat(trace.traceId()).isEqualTo("019b0c3a7c117d3f8a010123456789ab");
        assertThat(trace.sampled()).isFalse();
        assertThat(TraceContext.parse(trace.traceparent())).contains(trace);
    }

    @Test
    void theNextPlaceIsAnotherOneInTheSameTrace() {
        TraceContext first = new TraceContext(TRACE, SPAN, true);

        TraceContext next = first.next();

        assertThat(next.traceId()).isEqualTo(TRACE);
        assertThat(next.sampled()).isTrue();
        assertThat(next.spanId()).matches("[0-9a-f]{16}").isNotEqualTo(SPAN);
    }
}
