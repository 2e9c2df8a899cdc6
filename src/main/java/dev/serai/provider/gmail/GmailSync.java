package dev.serai.provider.gmail;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.google.api.services.gmail.model.History;
import com.google.api.services.gmail.model.ListHistoryResponse;
import com.google.api.services.gmail.model.ListMessagesResponse;
import com.google.api.services.gmail.model.Message;
import com.google.api.services.gmail.model.Profile;
import dev.serai.google.GoogleAnswer;
import dev.serai.refusal.Invalid;
import dev.serai.sync.CursorGone;
import dev.serai.sync.ReadRequest;
import dev.serai.sync.RecordPage;
import dev.serai.sync.SyncRecord;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import org.apache.camel.Exchange;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Reads mail page by page: all of it, or what Gmail's history says has changed. The cursor is a history id from before the
 * first page was read, so that what happens meanwhile is read once more rather than never.
 */
@Component("gmailSync")
public class GmailSync {

    private static final String PROPERTY = "gmail.page";
    private static final int HIGHEST_LIMIT = 100;
    private static final Set<String> GONE = Set.of("TRASH", "SPAM");
    private static final List<String> HEADERS = List.of(
            "From", "To", "Cc", "Bcc", "Reply-To", "Subject", "Date", "Message-ID", "In-Reply-To", "References");

    private final ObjectMapper json;

    GmailSync(ObjectMapper json) {
        this.json = json;
    }

    /**
     * A page on its way.
     *
     * @param ids of the messages on it
     * @param pageToken of the page after it; null: there is none
     */
    private record Page(ReadRequest request, Position position, List<String> ids, @Nullable String pageToken) {

        GmailCall.Of calls() {
            return new GmailCall.Of(request.connection(), request.provider());
        }

        boolean isOfChanges() {
            return request.cursor() != null;
        }

        int limit() {
            return Math.min(Math.max(request.limit(), 1), HIGHEST_LIMIT);
        }

        Page at(Position where) {
            return new Page(request, where, ids, pageToken);
        }
    }

    /**
     * Where a page begins.
     *
     * @param historyId the history id that is the cursor of the whole read; null: it is not known yet
     * @param pageToken Gmail's token for the page; null: it is the first
     */
    private record Position(@Nullable BigInteger historyId, @Nullable String pageToken) {

        static Position of(@Nullable String written) {
            if (written == null) {
                return new Position(null, null);
            }
            int slash = written.indexOf('/');
            return new Position(number(written.substring(0, slash)), written.substring(slash + 1));
        }

        static String written(BigInteger historyId, String pageToken) {
            return historyId + "/" + pageToken;
        }
    }

    private static BigInteger number(String text) {
        try {
            return new BigInteger(text);
        } catch (NumberFormatException another) {
            throw new CursorGone();
        }
    }

    /** Leaves the first call for a page as the body; the {@link ReadRequest} is what it was before. */
    public void begin(Exchange exchange) {
        ReadRequest request = exchange.getMessage().getBody(ReadRequest.class);
        if (request.cursor() != null && !request.filters().isEmpty()) {
            throw new Invalid(
                    request.filters().keySet().iterator().next(), "can't narrow down what Gmail says has changed");
        }
        Page page = new Page(request, Position.of(request.position()), List.of(), null);
        exchange.setProperty(PROPERTY, page);
        exchange.getMessage().setBody(first(page));
    }

    private static GmailCall first(Page page) {
        if (page.isOfChanges()) {
            return page.calls()
                    .history(
                            number(String.valueOf(page.request().cursor())),
                            null,
                            page.limit(),
                            page.position().pageToken());
        }
        return page.position().historyId() == null ? page.calls().profile() : list(page);
    }

    private static GmailCall list(Page page) {
        return page.calls()
                .list(
                        page.request().filters().get("q"),
                        page.request().filters().get("label"),
                        page.limit(),
                        page.position().pageToken());
    }

    /**
     * Takes an answer over, and leaves the next call as the body; null: it is known which messages are on the page.
     *
     * @throws CursorGone when Gmail has forgotten what happened since the cursor
     */
    public void take(Exchange exchange) {
        Page page = exchange.getProperty(PROPERTY, Page.class);
        GoogleAnswer answer = exchange.getMessage().getBody(GoogleAnswer.class);
        if (answer.status() != 200) {
            throw new CursorGone();
        }
        exchange.getMessage().setBody(null);
        if (answer.body() instanceof Profile profile) {
            Page known = page.at(new Position(profile.getHistoryId(), null));
            exchange.setProperty(PROPERTY, known);
            exchange.getMessage().setBody(list(known));
        } else if (answer.body() instanceof ListMessagesResponse list) {
            exchange.setProperty(
                    PROPERTY, new Page(page.request(), page.position(), ids(list), list.getNextPageToken()));
        } else if (answer.body() instanceof ListHistoryResponse history) {
            Position position = page.position().historyId() == null
                    ? new Position(history.getHistoryId(), page.position().pageToken())
                    : page.position();
            exchange.setProperty(
                    PROPERTY, new Page(page.request(), position, ids(history), history.getNextPageToken()));
        } else {
            throw new IllegalStateException("Gmail answered something else than what it was asked for");
        }
    }

    private static List<String> ids(ListMessagesResponse list) {
        return list.getMessages() == null
                ? List.of()
                : list.getMessages().stream().map(Message::getId).toList();
    }

    private static List<String> ids(ListHistoryResponse history) {
        Set<String> ids = new LinkedHashSet<>();
        for (History change : history.getHistory() == null ? List.<History>of() : history.getHistory()) {
            add(ids, change.getMessagesAdded(), added -> added.getMessage());
            add(ids, change.getMessagesDeleted(), deleted -> deleted.getMessage());
            add(ids, change.getLabelsAdded(), labelled -> labelled.getMessage());
            add(ids, change.getLabelsRemoved(), labelled -> labelled.getMessage());
        }
        return List.copyOf(ids);
    }

    private static <T> void add(Set<String> ids, @Nullable Collection<T> changes, Function<T, Message> message) {
        (changes == null ? Stream.<T>of() : changes.stream())
                .map(message)
                .map(Message::getId)
                .forEach(ids::add);
    }

    /** Leaves the messages of the page, which are still to be read, as the body. */
    public void wanted(Exchange exchange) {
        Page page = exchange.getProperty(PROPERTY, Page.class);
        exchange.getMessage().setBody(new MessagesToRead(page.calls(), page.ids(), HEADERS));
    }

    /** Turns the messages that were read into a {@link RecordPage}. */
    public void page(Exchange exchange) {
        Page page = exchange.getProperty(PROPERTY, Page.class);
        exchange.removeProperty(PROPERTY);
        List<SyncRecord> records = new ArrayList<>();
        for (Object one : exchange.getMessage().getBody(List.class)) {
            SeenMessage seen = (SeenMessage) one;
            // Who reads everything never heard of what went between the list and now.
            if (page.isOfChanges() || seen.message() != null) {
                records.add(record(page.request().type().name(), seen));
            }
        }
        BigInteger cursor = Objects.requireNonNull(page.position().historyId());
        exchange.getMessage()
                .setBody(
                        page.pageToken() == null
                                ? new RecordPage(records, null, cursor.toString())
                                : new RecordPage(records, Position.written(cursor, page.pageToken()), null));
    }

    private SyncRecord record(String type, SeenMessage seen) {
        Message message = seen.message();
        if (message == null) {
            return new SyncRecord(
                    seen.id(),
                    type,
                    null,
                    true,
                    JsonNodeFactory.instance.objectNode().put("id", seen.id()));
        }
        boolean gone =
                message.getLabelIds() != null && message.getLabelIds().stream().anyMatch(GONE::contains);
        Instant came = message.getInternalDate() == null ? null : Instant.ofEpochMilli(message.getInternalDate());
        return new SyncRecord(seen.id(), type, came, gone, raw(message));
    }

    private JsonNode raw(Message message) {
        try {
            return json.readTree(message.toPrettyString());
        } catch (IOException impossible) {
            throw new UncheckedIOException("what came as JSON is JSON", impossible);
        }
    }
}
