package dev.serai.provider.outlook;

import com.fasterxml.jackson.databind.JsonNode;
import dev.serai.call.ProviderCalls;
import dev.serai.call.ProviderRequest;
import dev.serai.provider.ProviderFault;
import dev.serai.refusal.Invalid;
import dev.serai.sync.CursorGone;
import dev.serai.sync.ReadRequest;
import dev.serai.sync.RecordPage;
import dev.serai.sync.SyncRecord;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.apache.camel.Exchange;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Reads mail by Graph's delta, folder by folder: the first time all that is in it, then what has changed. Pages and cursors
 * are addresses that Graph gives; they are followed on Graph's own host only.
 */
@Component("outlookSync")
public class OutlookSync {

    private static final String INBOX = "inbox";
    private static final String PROPERTIES =
            "id,conversationId,internetMessageId,subject,bodyPreview,from,toRecipients,"
                    + "ccRecipients,receivedDateTime,sentDateTime,lastModifiedDateTime,isRead,isDraft,hasAttachments,importance,"
                    + "categories,parentFolderId";
    private static final int HIGHEST_LIMIT = 200;
    private static final int LONGEST_PAGE = 4 * 1024 * 1024;
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final int GONE = 410;
    private static final Set<String> GONE_WORDS =
            Set.of("SyncStateNotFound", "syncStateNotFound", "SyncStateInvalid", "syncStateInvalid", "resyncRequired");

    private final ProviderCalls calls;

    OutlookSync(ProviderCalls calls) {
        this.calls = calls;
    }

    /**
     * Turns a {@link ReadRequest} into a {@link RecordPage}.
     *
     * @throws CursorGone when Graph has forgotten what happened since the cursor
     * @throws ProviderFault when Graph refuses or can't be reached
     */
    public void read(Exchange exchange) {
        ReadRequest request = exchange.getMessage().getBody(ReadRequest.class);
        JsonNode page = page(request);
        List<SyncRecord> records = new ArrayList<>();
        page.path("value").forEach(message -> records.add(record(request.type().name(), message)));
        @Nullable String next = text(page, "@odata.nextLink");
        exchange.getMessage()
                .setBody(new RecordPage(records, next, next == null ? text(page, "@odata.deltaLink") : null));
    }

    private JsonNode page(ReadRequest request) {
        try {
            return calls.json(
                    request.connection(),
                    request.provider(),
                    new ProviderRequest(
                            "GET",
                            address(request),
                            Map.of(
                                    "Accept",
                                    "application/json",
                                    // One that moves keeps an immutable id.
                                    "Prefer",
                                    "IdType=\"ImmutableId\", odata.maxpagesize="
                                            + Math.min(Math.max(request.limit(), 1), HIGHEST_LIMIT)),
                            new byte[0],
                            null,
                            LONGEST_PAGE,
                            true,
                            PATIENCE));
        } catch (ProviderFault fault) {
            boolean gone = fault.status().orElse(0) == GONE
                    || fault.word().filter(GONE_WORDS::contains).isPresent();
            if (gone && request.cursor() != null) {
                throw new CursorGone();
            }
            throw fault;
        }
    }

    private static String address(ReadRequest request) {
        if (request.cursor() != null && !request.filters().isEmpty()) {
            throw new Invalid(
                    request.filters().keySet().iterator().next(), "can't narrow down what Outlook says has changed");
        }
        if (request.position() != null) {
            return request.position();
        }
        if (request.cursor() != null) {
            if (!request.cursor().startsWith("http")) {
                throw new CursorGone();
            }
            return request.cursor();
        }
        String folder = OutlookFolder.checked(request.filters().get("folder"));
        return "/me/mailFolders/" + Objects.requireNonNullElse(folder, INBOX) + "/messages/delta?$select=" + PROPERTIES;
    }

    private static SyncRecord record(String type, JsonNode message) {
        return new SyncRecord(
                message.path("id").asText(),
                type,
                moment(text(message, "lastModifiedDateTime")),
                message.has("@removed"),
                message);
    }

    private static @Nullable Instant moment(@Nullable String text) {
        try {
            return text == null ? null : Instant.parse(text);
        } catch (DateTimeException another) {
            return null;
        }
    }

    private static @Nullable String text(JsonNode node, String field) {
        return node.hasNonNull(field) ? node.get(field).asText() : null;
    }
}
