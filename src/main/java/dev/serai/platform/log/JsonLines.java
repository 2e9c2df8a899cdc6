package dev.serai.platform.log;

import ch.qos.logback.classic.pattern.ThrowableProxyConverter;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.IThrowableProxy;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.json.JsonWriter;
import org.springframework.boot.logging.structured.StructuredLogFormatter;

/**
 * Writes each log event as a JSON object on a line of its own. Whatever a value holds, a line break in it is escaped, so
 * that nothing can pass for a line of the hub's.
 */
public class JsonLines implements StructuredLogFormatter<ILoggingEvent> {

    private static final List<String> WORK = List.of("tenant", "connection", "delivery", "traceId", "spanId");

    private final JsonWriter<ILoggingEvent> writer;

    /** @param stacks writes the stack traces, as Logback was told to */
    public JsonLines(ThrowableProxyConverter stacks) {
        this.writer = JsonWriter.<ILoggingEvent>of(members -> {
                    members.add("timestamp", (ILoggingEvent event) -> event.getInstant()
                            .truncatedTo(ChronoUnit.MILLIS));
                    members.add("level", ILoggingEvent::getLevel).as(Object::toString);
                    members.add("logger", ILoggingEvent::getLoggerName);
                    members.add("thread", ILoggingEvent::getThreadName);
                    members.add("message", ILoggingEvent::getFormattedMessage);
                    for (String key : WORK) {
                        members.add(key, (ILoggingEvent event) -> event.getMDCPropertyMap()
                                        .get(key))
                                .whenNotNull();
                    }
                    members.add("error", JsonLines::error).whenNotNull();
                    members.add(
                                    "stack",
                                    (ILoggingEvent event) ->
                                            event.getThrowableProxy() == null ? null : stacks.convert(event))
                            .whenNotNull();
                })
                .withNewLineAtEnd();
    }

    @Override
    public String format(ILoggingEvent event) {
        return writer.writeToString(event);
    }

    private static @Nullable String error(ILoggingEvent event) {
        IThrowableProxy thrown = event.getThrowableProxy();
        return thrown == null ? null : thrown.getClassName();
    }
}
