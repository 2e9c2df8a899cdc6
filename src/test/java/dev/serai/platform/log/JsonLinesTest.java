package dev.serai.platform.log;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.pattern.ThrowableProxyConverter;
import ch.qos.logback.classic.spi.LoggingEvent;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.serai.trace.TraceContext;
import dev.serai.trace.Work;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.context.properties.bind.BindException;
import org.springframework.mock.env.MockEnvironment;

class JsonLinesTest {

    private static final UUID DELIVERY = UUID.fromString("01a22dba-7a16-73ed-9b4f-e58255b8632c");
    private static final TraceContext TRACE =
            new TraceContext("0af7651916cd43dd8448eb211c80319c", "b7ad6b7169203331", true);

    private final LoggerContext context = new LoggerContext();
    private final JsonLines lines = new JsonLines(stacks());

    @Test
    void writesAnObjectOnALineOfItsOwn() {
        String line = written("Taken", null);

        assertThat(line).endsWith("\n").hasLineCount(1);
        JsonNode object = object(line);
        assertThat(object.path("timestamp").asText()).matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d(\\.\\d{3})?Z");
        assertThat(object.path("level").asText()).isEqualTo("WARN");
        assertThat(object.path("logger").asText()).isEqualTo("dev.serai.Somebody");
        assertThat(object.path("message").asText()).isEqualTo("Taken");
        assertThat(object.has("tenant")).isFalse();
        assertThat(object.has("error")).isFalse();
    }

    @Test
    void saysWhatTheThreadIsAtWorkOn() {
        try (Work.Scope scope = Work.onDelivery(7, DELIVERY).within(TRACE).begin()) {
            JsonNode object = object(written("Sent", null));

            assertThat(object.path("tenant").asText()).isEqualTo("7");
            assertThat(object.path("delivery").asText()).isEqualTo(DELIVERY.toString());
            assertThat(object.path("traceId").asText()).isEqualTo(TRACE.traceId());
            assertThat(object.path("spanId").asText()).isEqualTo(TRACE.spanId());
            assertThat(object.has("connection")).isFalse();
        }
    }

    @Test
    void noValueCanPassForALine() {
        String forged = "harmless\r\n{\"level\":\"ERROR\"}\u001b[31m\u2028\u0000\"";

        String line = written(forged, new IllegalStateException(forged));

        assertThat(line.strip()).hasLineCount(1).doesNotContain("\r", "\u001b", "\u0000");
        assertThat(object(line).path("message").asText()).isEqualTo(forged);
    }

    @Test
    void tellsWhatWasThrownAndWhere() {
        JsonNode object = object(written("Failed", new IllegalStateException("why", new RuntimeException("deeper"))));

        assertThat(object.path("error").asText()).isEqualTo("java.lang.IllegalStateException");
        assertThat(object.path("stack").asText())
                .contains(
                        "IllegalStateException: why", "Caused by: java.lang.RuntimeException: deeper", "JsonLinesTest");
    }

    @Test
    void isChosenByConfiguration() {
        assertThat(chosen("json")).isEqualTo(JsonLines.class.getName());
        assertThat(chosen("text")).isNull();
        assertThat(chosen(null)).isNull();
    }

    @Test
    void anotherFormIsRefusedByName() {
        org.assertj.core.api.Assertions.assertThatExceptionOfType(BindException.class)
                .isThrownBy(() -> chosen("xml"))
                .withMessageContaining("serai.log");
    }

    private static @Nullable String chosen(@Nullable String format) {
        MockEnvironment environment = new MockEnvironment();
        if (format != null) {
            environment.setProperty("serai.log.format", format);
        }
        new LogFormat().postProcessEnvironment(environment, new SpringApplication());
        return environment.getProperty("logging.structured.format.console");
    }

    private String written(String message, @Nullable Throwable thrown) {
        Logger logger = context.getLogger("dev.serai.Somebody");
        LoggingEvent event = new LoggingEvent("", logger, Level.WARN, message, thrown, null);
        event.setMDCPropertyMap(
                org.slf4j.MDC.getCopyOfContextMap() == null ? java.util.Map.of() : org.slf4j.MDC.getCopyOfContextMap());
        return lines.format(event);
    }

    private static ThrowableProxyConverter stacks() {
        ThrowableProxyConverter stacks = new ThrowableProxyConverter();
        stacks.start();
        return stacks;
    }

    private static JsonNode object(String line) {
        try {
            return new ObjectMapper().readTree(line);
        } catch (JsonProcessingException none) {
            throw new AssertionError(line, none);
        }
    }
}
