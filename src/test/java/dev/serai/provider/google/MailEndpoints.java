package dev.serai.provider.google;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.serai.provider.standin.Answer;
import dev.serai.provider.standin.Call;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** The Gmail API: who may call what, and which operation a path means. */
final class MailEndpoints {

    private static final String AUTH = "https://www.googleapis.com/auth/gmail.";
    private static final String EVERYTHING = "https://mail.google.com/";
    private static final Set<String> READ = Set.of(EVERYTHING, AUTH + "readonly", AUTH + "modify");
    private static final Set<String> READ_METADATA =
            Set.of(EVERYTHING, AUTH + "readonly", AUTH + "modify", AUTH + "metadata");
    private static final Set<String> SEND = Set.of(EVERYTHING, AUTH + "send", AUTH + "modify", AUTH + "compose");
    private static final Set<String> PROFILE = union(READ_METADATA, Set.of(AUTH + "compose"));

    /** What any of Google's newer APIs takes. */
    private static final Set<String> COMMON = Set.of(
            "alt", "fields", "key", "prettyPrint", "quotaUser", "access_token", "oauth_token", "callback", "$.xgafv");

    private static final Set<String> HISTORY_TYPES =
            Set.of("messageAdded", "messageDeleted", "labelAdded", "labelRemoved");

    private final Grants grants;
    private final Map<String, MailStore> stores = new ConcurrentHashMap<>();

    MailEndpoints(Grants grants) {
        this.grants = grants;
    }

    void add(MailStore store) {
        stores.put(store.owner().email(), store);
    }

    @Nullable
    MailStore store(String email) {
        return stores.get(email);
    }

    Answer answer(Call call) {
        Grants.Access access = grants.access(call.authorization());
        List<String> parts = call.partsAfter(GoogleCall.GMAIL);
        if (parts.size() < 2 || !parts.get(0).equals("users")) {
            throw Refusal.notFound();
        }
        MailStore store = store(parts.get(1), access);
        String operation = call.method() + " " + shape(parts.subList(2, parts.size()));
        return switch (operation) {
            case "GET profile" -> {
                allow(access, PROFILE);
                takes(call);
                yield Answer.json(200, store.profile());
            }
            case "GET labels" -> {
                allow(access, READ_METADATA);
                takes(call);
                yield Answer.json(200, labels(store));
            }
            case "GET messages" -> {
                allow(access, READ_METADATA);
                takes(call, "q", "pageToken", "maxResults", "labelIds", "includeSpamTrash");
                yield Answer.json(200, list(call, store, access));
            }
            case "GET messages/{id}" -> {
                allow(access, READ_METADATA);
                takes(call, "format", "metadataHeaders");
                String format = call.parameter("format") == null ? "full" : String.valueOf(call.parameter("format"));
                if (!format.equals("metadata") && !format.equals("minimal")) {
                    allow(access, READ);
                }
                yield Answer.json(200, store.get(parts.get(3)).shown(format, call.parameters("metadataHeaders")));
            }
            case "POST messages/send" -> {
                allow(access, SEND);
                takes(call);
                yield Answer.json(200, send(call, store));
            }
            case "GET history" -> {
                allow(access, READ_METADATA);
                takes(call, "startHistoryId", "pageToken", "maxResults", "labelId", "historyTypes");
                yield Answer.json(200, history(call, store));
            }
            default -> throw Refusal.notFound();
        };
    }

    private static String shape(List<String> parts) {
        if (parts.size() == 2
                && parts.get(0).equals("messages")
                && !parts.get(1).equals("send")) {
            return "messages/{id}";
        }
        return String.join("/", parts);
    }

    private MailStore store(String user, Grants.Access access) {
        String own = access.account().email();
        if (!user.equals("me") && !user.equals(own)) {
            throw Refusal.api(403, "forbidden", "Delegation denied for " + own);
        }
        MailStore store = stores.get(own);
        if (store == null) {
            throw Refusal.api(400, "failedPrecondition", "Mail service not enabled");
        }
        return store;
    }

    private static void allow(Grants.Access access, Set<String> scopes) {
        if (access.scopes().stream().noneMatch(scopes::contains)) {
            throw Refusal.api(403, "insufficientPermissions", "Request had insufficient authentication scopes.");
        }
    }

    private static void takes(Call call, String... names) {
        Set<String> known = union(COMMON, Set.of(names));
        for (String name : call.query().keySet()) {
            if (!known.contains(name)) {
                throw Refusal.api(
                        400,
                        "badRequest",
                        "Invalid JSON payload received. Unknown name \"" + name
                                + "\": Cannot bind query parameter. Field '" + name
                                + "' could not be found in request message.");
            }
        }
    }

    private static ObjectNode list(Call call, MailStore store, Grants.Access access) {
        String q = call.parameter("q");
        if (q != null && access.scopes().stream().noneMatch(READ::contains)) {
            throw Refusal.api(403, "forbidden", "Metadata scope does not support 'q' parameter");
        }
        MailQuery query = MailQuery.of(q);
        List<String> labels = call.parameters("labelIds");
        boolean all = "true".equals(call.parameter("includeSpamTrash"));
        return store.list(
                mail -> query.matches(mail)
                        && mail.labels().containsAll(labels)
                        && (all
                                || query.asksForHidden()
                                || !mail.labels().contains("TRASH")
                                        && !mail.labels().contains("SPAM")),
                number(call, "maxResults", 100),
                call.parameter("pageToken"));
    }

    private static ObjectNode history(Call call, MailStore store) {
        String start = call.parameter("startHistoryId");
        if (start == null) {
            throw Refusal.api(400, "invalidArgument", "Missing startHistoryId");
        }
        if (!start.matches("[0-9]{1,20}")) {
            throw Refusal.api(400, "invalidArgument", "Invalid startHistoryId: " + start);
        }
        Set<String> types = new HashSet<>();
        for (String type : call.parameters("historyTypes")) {
            if (!HISTORY_TYPES.contains(type)) {
                throw Refusal.api(400, "badRequest", "Invalid value at 'history_types'");
            }
            types.add(
                    switch (type) {
                        case "messageAdded" -> "messagesAdded";
                        case "messageDeleted" -> "messagesDeleted";
                        case "labelAdded" -> "labelsAdded";
                        default -> "labelsRemoved";
                    });
        }
        return store.history(
                Long.parseLong(start),
                types,
                call.parameter("labelId"),
                number(call, "maxResults", 100),
                call.parameter("pageToken"));
    }

    private static int number(Call call, String name, int standard) {
        String value = call.parameter(name);
        if (value == null) {
            return standard;
        }
        if (!value.matches("[0-9]{1,9}") || value.equals("0")) {
            throw Refusal.api(400, "badRequest", "Invalid value at '" + name + "' (TYPE_UINT32), \"" + value + "\"");
        }
        return Integer.parseInt(value);
    }

    private static ObjectNode send(Call call, MailStore store) {
        JsonNode body = call.json();
        if (!body.isObject()) {
            throw Refusal.api(400, "parseError", "Parse Error");
        }
        if (!body.hasNonNull("raw")) {
            throw Refusal.api(
                    400,
                    "invalidArgument",
                    "'raw' RFC822 payload message string or uploading message via /upload/* URL required");
        }
        byte[] mime;
        try {
            mime = Base64.getUrlDecoder().decode(body.get("raw").asText());
        } catch (IllegalArgumentException broken) {
            throw Refusal.api(400, "badRequest", "Invalid value at 'message.raw' (TYPE_BYTES), Base64 decoding failed");
        }
        String thread = body.hasNonNull("threadId") ? body.get("threadId").asText() : null;
        if (thread != null && !store.hasThread(thread)) {
            throw Refusal.mailNotFound();
        }
        if (!ParsedMail.of(mime).hasRecipient()) {
            throw Refusal.api(400, "invalidArgument", "Recipient address required");
        }
        StoredMail sent = store.add(mime, Set.of("SENT"), thread);
        ObjectNode shown =
                JsonNodeFactory.instance.objectNode().put("id", sent.id()).put("threadId", sent.thread());
        shown.putArray("labelIds").add("SENT");
        return shown;
    }

    private static ObjectNode labels(MailStore store) {
        Set<String> ids = new TreeSet<>(Set.of("INBOX", "SENT", "UNREAD", "TRASH", "SPAM", "DRAFT", "STARRED"));
        store.all().forEach(mail -> ids.addAll(mail.labels()));
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        ArrayNode labels = body.putArray("labels");
        ids.forEach(id -> labels.addObject()
                .put("id", id)
                .put("name", id)
                .put("type", id.startsWith("Label_") ? "user" : "system"));
        return body;
    }

    private static Set<String> union(Set<String> one, Set<String> other) {
        Set<String> all = new HashSet<>(one);
        all.addAll(other);
        return Set.copyOf(all);
    }
}
