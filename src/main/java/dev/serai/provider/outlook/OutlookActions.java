package dev.serai.provider.outlook;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.serai.call.Action;
import dev.serai.mail.MailReader;
import dev.serai.provider.ErrorClass;
import dev.serai.provider.ProviderFault;
import dev.serai.refusal.Invalid;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.camel.Exchange;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** What the routes of Outlook's actions can't say: how requests are written, and what callers see. */
@Component("outlookActions")
public class OutlookActions {

    private static final String ENVELOPE =
            "id,conversationId,from,toRecipients,subject,receivedDateTime,bodyPreview,categories,isRead";
    private static final String WHOLE = ENVELOPE + ",ccRecipients,bccRecipients,body";
    private static final String ATTACHMENTS = "attachments($select=id,name,contentType,size)";
    private static final int STANDARD_PAGE = 20;
    private static final Pattern PAGE_TOKEN = Pattern.compile("([st])([A-Za-z0-9_.~=+/-]{1,1000})");
    private static final Pattern NEXT = Pattern.compile("[?&](?:\\$|%24)(skip|skiptoken)=([^&]+)");
    private static final Set<String> MISSING = Set.of("ErrorInvalidIdMalformed", "ErrorItemNotFound");

    /**
     * Turns an {@link Action} with {@code q}, {@code folder}, {@code limit} and {@code page_token}, each of which may be
     * missing, into one with the parameters of Graph.
     *
     * @throws Invalid when the page token is none
     */
    public void list(Exchange exchange) {
        Action action = exchange.getMessage().getBody(Action.class);
        Map<String, Object> input = new HashMap<>();
        input.put("select", ENVELOPE);
        put(input, "folder", OutlookFolder.checked(text(action, "folder")));
        @Nullable String limit = text(action, "limit");
        input.put("top", limit == null ? STANDARD_PAGE : Integer.parseInt(limit));
        @Nullable String words = text(action, "q");
        if (words == null) {
            input.put("order", "receivedDateTime desc");
        } else {
            input.put("search", '"' + words.replace("\\", "\\\\").replace("\"", "\\\"") + '"');
        }
        @Nullable String token = text(action, "page_token");
        if (token != null) {
            Matcher place = PAGE_TOKEN.matcher(token);
            if (!place.matches()) {
                throw new Invalid("page_token", "must be the next_page_token of the page before");
            }
            input.put(place.group(1).equals("s") ? "skip" : "skiptoken", place.group(2));
        }
        exchange.getMessage().setBody(new Action(action.connection(), action.provider(), input));
    }

    /** Turns Graph's page into what the caller sees. */
    public void listed(Exchange exchange) {
        JsonNode page = exchange.getMessage().getBody(JsonNode.class);
        ObjectNode shown = JsonNodeFactory.instance.objectNode();
        ArrayNode messages = shown.putArray("messages");
        page.path("value").forEach(message -> messages.add(ShownMail.envelope(message)));
        shown.put("next_page_token", next(page.path("@odata.nextLink").asText("")));
        exchange.getMessage().setBody(shown);
    }

    /** Of Graph's address only the place goes out, so that a caller can't have another address called. */
    private static @Nullable String next(String link) {
        Matcher place = NEXT.matcher(link);
        if (!place.find()) {
            return null;
        }
        String value = URLDecoder.decode(place.group(2), StandardCharsets.UTF_8);
        return (place.group(1).equals("skip") ? "s" : "t") + value;
    }

    /** Turns an {@link Action} with {@code message_id} into one with the parameters of Graph. */
    public void get(Exchange exchange) {
        Action action = exchange.getMessage().getBody(Action.class);
        Map<String, Object> input = new HashMap<>(action.input());
        input.put("select", WHOLE);
        input.put("expand", ATTACHMENTS);
        exchange.getMessage().setBody(new Action(action.connection(), action.provider(), input));
    }

    /** Turns Graph's message into what the caller sees. */
    public void got(Exchange exchange) {
        exchange.getMessage().setBody(ShownMail.whole(exchange.getMessage().getBody(JsonNode.class)));
    }

    /**
     * Says that there is no such message when that is what Graph means.
     *
     * @throws ProviderFault always: that, or what it was
     */
    public void missing(Exchange exchange) {
        ProviderFault fault = exchange.getProperty(Exchange.EXCEPTION_CAUGHT, ProviderFault.class);
        if (fault.word().filter(MISSING::contains).isPresent()) {
            throw new ProviderFault(
                    ErrorClass.PERMANENT,
                    "Outlook has no such message",
                    null,
                    fault.word().get(),
                    404);
        }
        throw fault;
    }

    /**
     * Turns an {@link Action} whose {@code mail} is JSON as {@link MailReader} takes it into one with Graph's
     * {@code message}.
     *
     * @throws Invalid when it can't be sent
     */
    public void write(Exchange exchange) {
        Action action = exchange.getMessage().getBody(Action.class);
        JsonNode mail = (JsonNode) action.input().get("mail");
        exchange.getMessage()
                .setBody(new Action(
                        action.connection(),
                        action.provider(),
                        Map.of("message", GraphMail.of(MailReader.read(mail)))));
    }

    private static void put(Map<String, Object> input, String name, @Nullable Object value) {
        if (value != null) {
            input.put(name, value);
        }
    }

    private static @Nullable String text(Action action, String name) {
        Object value = action.input().get(name);
        return value == null ? null : value.toString();
    }
}
