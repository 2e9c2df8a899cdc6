package dev.serai.provider.gmail;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.api.services.gmail.model.ListMessagesResponse;
import com.google.api.services.gmail.model.Message;
import dev.serai.call.Action;
import dev.serai.google.GoogleAnswer;
import dev.serai.provider.ErrorClass;
import dev.serai.provider.ProviderFault;
import java.util.List;
import org.apache.camel.Exchange;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** What can be done with mail in Gmail: it can be listed and read; {@link GmailSending} sends it. */
@Component("gmailActions")
public class GmailActions {

    private static final String ACTION = "gmail.action";
    private static final String LIST = "gmail.list";
    private static final int STANDARD_PAGE = 20;
    private static final List<String> SHOWN_IN_LISTS = List.of("From", "To", "Subject");

    /**
     * Turns an {@link Action} with {@code q}, {@code label}, {@code limit} and {@code page_token}, each of which may be
     * missing, into the call for a page of ids.
     */
    public void list(Exchange exchange) {
        Action action = exchange.getMessage().getBody(Action.class);
        exchange.setProperty(ACTION, action);
        @Nullable String limit = text(action, "limit");
        exchange.getMessage()
                .setBody(calls(action)
                        .list(
                                text(action, "q"),
                                text(action, "label"),
                                limit == null ? STANDARD_PAGE : Integer.parseInt(limit),
                                text(action, "page_token")));
    }

    /** Turns the page of ids into the messages to read. */
    public void read(Exchange exchange) {
        ListMessagesResponse list =
                (ListMessagesResponse) found(exchange, "no such page").body();
        exchange.setProperty(LIST, list);
        List<String> ids = list.getMessages() == null
                ? List.of()
                : list.getMessages().stream().map(Message::getId).toList();
        exchange.getMessage()
                .setBody(new MessagesToRead(calls(exchange.getProperty(ACTION, Action.class)), ids, SHOWN_IN_LISTS));
    }

    /** Turns the messages that were read into what the caller sees. */
    public void listed(Exchange exchange) {
        ListMessagesResponse list = exchange.getProperty(LIST, ListMessagesResponse.class);
        ObjectNode shown = JsonNodeFactory.instance.objectNode();
        ArrayNode messages = shown.putArray("messages");
        for (Object one : exchange.getMessage().getBody(List.class)) {
            SeenMessage seen = (SeenMessage) one;
            // Somebody may have deleted it since it was listed.
            if (seen.message() != null) {
                messages.add(ShownMessage.envelope(seen.message()));
            }
        }
        shown.put("next_page_token", list.getNextPageToken());
        shown.put("estimated_total", list.getResultSizeEstimate());
        exchange.getMessage().setBody(shown);
    }

    /** Turns an {@link Action} with {@code message_id} into the call for the whole message. */
    public void get(Exchange exchange) {
        Action action = exchange.getMessage().getBody(Action.class);
        exchange.setProperty(ACTION, action);
        exchange.getMessage().setBody(calls(action).whole(String.valueOf(text(action, "message_id"))));
    }

    /**
     * Turns the message into what the caller sees.
     *
     * @throws ProviderFault when there is none
     */
    public void got(Exchange exchange) {
        Action action = exchange.getProperty(ACTION, Action.class);
        GoogleAnswer answer = found(exchange, "no message " + text(action, "message_id"));
        exchange.getMessage().setBody(ShownMessage.whole((Message) answer.body()));
    }

    static GmailCall.Of calls(Action action) {
        return new GmailCall.Of(action.connection(), action.provider());
    }

    static @Nullable String text(Action action, String name) {
        Object value = action.input().get(name);
        return value == null ? null : value.toString();
    }

    /** @param missing what Gmail does not have, as the rest of a sentence, when it does not have it */
    static GoogleAnswer found(Exchange exchange, String missing) {
        GoogleAnswer answer = exchange.getMessage().getBody(GoogleAnswer.class);
        if (answer.status() != 200) {
            throw new ProviderFault(ErrorClass.PERMANENT, "Gmail has " + missing, null, "notFound", answer.status());
        }
        return answer;
    }
}
