package dev.serai.provider.slack;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.serai.call.Action;
import dev.serai.connection.OpenConnection;
import dev.serai.refusal.Invalid;
import org.apache.camel.Exchange;
import org.springframework.stereotype.Component;

/** The steps around a call of {@code slack:connection}. */
@Component("slackTexts")
public class SlackTexts {

    /** Slack cuts a text off at 40,000 characters, and asks for a tenth of that. */
    private static final int LONGEST = 3_900;

    /**
     * Writes what an {@link Action} asks for: its input {@code message}, an event that was made readable, or its
     * {@code text}, which is plain.
     *
     * @throws Invalid when there is neither
     */
    public void write(Exchange exchange) {
        Action action = exchange.getMessage().getBody(Action.class);
        String text = text(action);
        if (text.isBlank()) {
            throw new Invalid("text", "must not be empty");
        }
        prepare(exchange, action.connection());
        exchange.getMessage().setBody(text);
    }

    /** Makes the exchange, whose body is an {@link Action} or a connection, ready for a test. */
    public void address(Exchange exchange) {
        Object body = exchange.getMessage().getBody();
        prepare(exchange, body instanceof Action action ? action.connection() : (OpenConnection) body);
    }

    private static void prepare(Exchange exchange, OpenConnection connection) {
        exchange.getMessage().removeHeaders("*");
        exchange.setProperty(SlackProvider.CONNECTION, connection);
    }

    /** Leaves nothing of it behind. */
    public void answer(Exchange exchange) {
        exchange.getMessage().removeHeaders("*");
        exchange.removeProperty(SlackProvider.CONNECTION);
        exchange.getMessage().setBody(JsonNodeFactory.instance.objectNode());
    }

    private static String text(Action action) {
        if (action.input().get("message") instanceof JsonNode message) {
            return of(message);
        }
        Object text = action.input().get("text");
        return text == null ? "" : cut(escaped(text instanceof JsonNode node ? node.asText() : text.toString()));
    }

    /** @param message an event that was made readable: a title and lines with names and values */
    static String of(JsonNode message) {
        StringBuilder text = new StringBuilder();
        text.append('*').append(unstarred(message.path("title").asText())).append('*');
        for (JsonNode line : message.path("lines")) {
            text.append('\n')
                    .append(escaped(line.path("name").asText()))
                    .append(": ")
                    .append(escaped(line.path("value").asText()));
        }
        return cut(text.toString());
    }

    /** These three are all that Slack takes for more than what they are; a mention or a link needs them. */
    private static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }

    /** A star within a bold line would end it. */
    private static String unstarred(String text) {
        return escaped(text.replace('*', '∗'));
    }

    private static String cut(String text) {
        if (text.length() <= LONGEST) {
            return text;
        }
        // An entity that is cut in two would show its first half.
        String begin = text.substring(0, LONGEST - 1).replaceAll("&[a-z]{0,3}$", "");
        int end = begin.length();
        return (Character.isHighSurrogate(begin.charAt(end - 1)) ? begin.substring(0, end - 1) : begin) + "…";
    }
}
