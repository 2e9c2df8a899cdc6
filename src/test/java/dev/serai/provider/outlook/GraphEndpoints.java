package dev.serai.provider.outlook;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.serai.provider.standin.Answer;
import dev.serai.provider.standin.Call;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The part of Microsoft Graph v1.0 about mail: who may call what, and which operation a path means. */
final class GraphEndpoints {

    static final String ROOT = "/v1.0/";

    private static final Set<String> READ = Set.of("Mail.Read", "Mail.ReadWrite");
    private static final Set<String> READ_BASIC = Set.of("Mail.Read", "Mail.ReadWrite", "Mail.ReadBasic");
    private static final Set<String> FOLDERS =
            Set.of("inbox", "sentitems", "deleteditems", "drafts", "archive", "junkemail");
    private static final Set<String> PROPERTIES = Set.of(
            "id",
            "createdDateTime",
            "lastModifiedDateTime",
            "receivedDateTime",
            "sentDateTime",
            "hasAttachments",
            "internetMessageId",
            "subject",
            "bodyPreview",
            "importance",
            "parentFolderId",
            "conversationId",
            "conversationIndex",
            "isRead",
            "isDraft",
            "webLink",
            "body",
            "sender",
            "from",
            "toRecipients",
            "ccRecipients",
            "bccRecipients",
            "replyTo",
            "categories",
            "flag",
            "internetMessageHeaders");
    private static final Set<String> WRITABLE = Set.of(
            "subject",
            "body",
            "toRecipients",
            "ccRecipients",
            "bccRecipients",
            "replyTo",
            "from",
            "importance",
            "attachments",
            "internetMessageHeaders",
            "categories");
    private static final Pattern PAGE_SIZE = Pattern.compile("odata\\.maxpagesize=(\\d+)");

    private final EntraTokens tokens;
    private final String root;
    private final Map<String, GraphMailbox> mailboxes = new ConcurrentHashMap<>();

    /** @param root the stand-in's address without a slash at its end */
    GraphEndpoints(EntraTokens tokens, String root) {
        this.tokens = tokens;
        this.root = root;
    }

    void add(GraphMailbox mailbox) {
        mailboxes.put(mailbox.email(), mailbox);
    }

    @Nullable
    GraphMailbox mailbox(String user) {
        return mailboxes.get(user);
    }

    Answer answer(Call call) {
        EntraTokens.Access access = tokens.access(call.authorization());
        GraphMailbox mailbox = mailboxes.get(access.user());
        if (mailbox == null) {
            throw GraphRefusal.graph(
                    404, "MailboxNotEnabledForRESTAPI", "The mailbox is either inactive, soft-deleted, or on-premise.");
        }
        List<String> parts = call.partsAfter(ROOT);
        String operation = call.method() + " " + shape(parts);
        return switch (operation) {
            case "GET me" -> {
                allow(access, Set.of("User.Read", "User.ReadWrite"));
                takes(call, "$select");
                yield Answer.json(200, me(mailbox));
            }
            case "GET me/messages" -> {
                allow(access, READ_BASIC);
                yield Answer.json(200, list(call, mailbox, null));
            }
            case "GET me/mailFolders/{id}/messages" -> {
                allow(access, READ_BASIC);
                yield Answer.json(200, list(call, mailbox, folder(parts.get(2))));
            }
            case "GET me/mailFolders/{id}/messages/delta" -> {
                allow(access, READ_BASIC);
                yield Answer.json(200, delta(call, mailbox, folder(parts.get(2))));
            }
            case "GET me/messages/{id}" -> {
                allow(access, READ);
                takes(call, "$select", "$expand");
                yield Answer.json(200, get(call, mailbox, parts.get(2)));
            }
            case "POST me/sendMail" -> {
                allow(access, Set.of("Mail.Send"));
                takes(call);
                send(call, mailbox);
                yield Answer.empty(202);
            }
            default ->
                throw GraphRefusal.graph(
                        400, "BadRequest", "Resource not found for the segment '" + parts.get(parts.size() - 1) + "'.");
        };
    }

    private static String shape(List<String> parts) {
        if (parts.size() == 3 && parts.get(1).equals("messages")) {
            return "me/messages/{id}";
        }
        if (parts.size() > 3 && parts.get(1).equals("mailFolders")) {
            return "me/mailFolders/{id}/" + String.join("/", parts.subList(3, parts.size()));
        }
        return String.join("/", parts);
    }

    private static String folder(String id) {
        if (!FOLDERS.contains(id.toLowerCase(Locale.ROOT))) {
            throw GraphRefusal.graph(
                    id.startsWith("AA") ? 404 : 400,
                    id.startsWith("AA") ? "ErrorItemNotFound" : "ErrorInvalidIdMalformed",
                    "Id is malformed.");
        }
        return id.toLowerCase(Locale.ROOT);
    }

    private static void allow(EntraTokens.Access access, Set<String> scopes) {
        if (access.scopes().stream().noneMatch(scopes::contains)) {
            throw GraphRefusal.graph(403, "ErrorAccessDenied", "Access is denied. Check credentials and try again.");
        }
    }

    private static void takes(Call call, String... names) {
        Set<String> known = Set.of(names);
        for (String name : call.query().keySet()) {
            if (name.startsWith("$") && !known.contains(name)) {
                throw GraphRefusal.badRequest("The query parameter '" + name + "' is not supported.");
            }
        }
    }

    private static ObjectNode me(GraphMailbox mailbox) {
        return JsonNodeFactory.instance
                .objectNode()
                .put("@odata.context", "https://graph.microsoft.com/v1.0/$metadata#users(id,mail)/$entity")
                .put("id", Integer.toHexString(mailbox.email().hashCode()))
                .put("mail", mailbox.email())
                .put("userPrincipalName", mailbox.email());
    }

    private ObjectNode list(Call call, GraphMailbox mailbox, @Nullable String folder) {
        takes(call, "$top", "$skip", "$select", "$filter", "$orderby", "$search", "$expand", "$count", "$skiptoken");
        String search = call.parameter("$search");
        if (search != null && (call.parameter("$orderby") != null || call.parameter("$filter") != null)) {
            throw GraphRefusal.graph(
                    400, "SearchWithOrderBy", "The query parameter '$orderBy' is not supported with '$search'.");
        }
        if (search != null && call.parameter("$skip") != null) {
            throw GraphRefusal.graph(400, "SearchWithSkip", "The parameter '$skip' is not supported with '$search'.");
        }
        int top = number(call, "$top", 10, 1_000);
        int skip = search == null
                ? number(call, "$skip", 0, 1_000_000)
                : Integer.parseInt(call.parameter("$skiptoken") == null ? "0" : call.parameter("$skiptoken"));
        List<ObjectNode> found = mailbox.newestFirst(folder).stream()
                .filter(message -> matches(message, call.parameter("$filter")))
                .filter(message -> search == null || isFound(message, search))
                .toList();
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        body.put("@odata.context", "https://graph.microsoft.com/v1.0/$metadata#users('me')/messages");
        ArrayNode value = body.putArray("value");
        found.stream().skip(skip).limit(top).forEach(message -> value.add(selected(message, call)));
        if (found.size() > skip + top) {
            Map<String, String> query = new LinkedHashMap<>();
            call.query().forEach((name, values) -> query.put(name, values.get(0)));
            query.put(search == null ? "$skip" : "$skiptoken", String.valueOf(skip + top));
            body.put("@odata.nextLink", link(call, query));
        }
        return body;
    }

    private String link(Call call, Map<String, String> query) {
        return root + call.path() + "?"
                + query.entrySet().stream()
                        .map(pair -> pair.getKey() + "=" + URLEncoder.encode(pair.getValue(), StandardCharsets.UTF_8))
                        .collect(Collectors.joining("&"));
    }

    private static boolean matches(ObjectNode message, @Nullable String filter) {
        return switch (filter == null ? "" : filter) {
            case "" -> true;
            case "isRead eq false" -> !message.path("isRead").asBoolean();
            case "isRead eq true" -> message.path("isRead").asBoolean();
            default -> throw GraphRefusal.badRequest("Invalid filter clause: " + filter);
        };
    }

    private static boolean isFound(ObjectNode message, String search) {
        if (!search.matches("\"(?:[^\"\\\\]|\\\\.)*\"")) {
            throw GraphRefusal.badRequest("Syntax error: character is not valid in '" + search + "'.");
        }
        String words = search.substring(1, search.length() - 1).replaceAll("\\\\(.)", "$1");
        String text = words.startsWith("from:")
                ? message.at("/from/emailAddress/address").asText()
                : message.path("subject").asText() + " "
                        + message.path("bodyPreview").asText();
        return text.toLowerCase(Locale.ROOT)
                .contains(words.replaceFirst("^from:", "").toLowerCase(Locale.ROOT));
    }

    private ObjectNode delta(Call call, GraphMailbox mailbox, String folder) {
        takes(call, "$select", "$filter", "$orderby", "$top", "$expand", "$skiptoken", "$deltatoken");
        String token =
                call.parameter("$skiptoken") == null ? call.parameter("$deltatoken") : call.parameter("$skiptoken");
        Matcher size = PAGE_SIZE.matcher(call.header("Prefer") == null ? "" : String.valueOf(call.header("Prefer")));
        GraphMailbox.Delta found = mailbox.delta(folder, token, size.find() ? Integer.parseInt(size.group(1)) : 10);
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        body.put("@odata.context", "https://graph.microsoft.com/v1.0/$metadata#Collection(message)");
        ArrayNode value = body.putArray("value");
        found.entries().forEach(entry -> value.add(entry.gone() ? removed(entry) : selected(entry.message(), call)));
        if (found.skipToken() != null) {
            body.put("@odata.nextLink", link(call, Map.of("$skiptoken", found.skipToken())));
        } else {
            body.put("@odata.deltaLink", link(call, Map.of("$deltatoken", String.valueOf(found.deltaToken()))));
        }
        return body;
    }

    private static ObjectNode removed(GraphMailbox.Entry entry) {
        ObjectNode removed = JsonNodeFactory.instance
                .objectNode()
                .put("@odata.type", "#microsoft.graph.message")
                .put("id", entry.message().path("id").asText());
        removed.putObject("@removed").put("reason", "deleted");
        return removed;
    }

    private static ObjectNode get(Call call, GraphMailbox mailbox, String id) {
        ObjectNode message = mailbox.get(id);
        String expand = call.parameter("$expand");
        if (expand != null && !expand.matches("attachments(\\(\\$select=[A-Za-z,]+\\))?")) {
            throw GraphRefusal.badRequest("Parsing OData Select and Expand failed.");
        }
        ObjectNode shown = selected(message, call);
        if (expand != null) {
            ArrayNode attachments = shown.putArray("attachments");
            message.path("attachments").forEach(file -> {
                ObjectNode copy = file.deepCopy();
                copy.remove("contentBytes");
                attachments.add(copy);
            });
        }
        return shown;
    }

    private static ObjectNode selected(ObjectNode message, Call call) {
        ObjectNode shown = message.deepCopy();
        shown.remove("attachments");
        String select = call.parameter("$select");
        if (select == null) {
            return shown;
        }
        List<String> wanted = new ArrayList<>(Arrays.asList(select.split(",")));
        for (String name : wanted) {
            if (!PROPERTIES.contains(name)) {
                throw GraphRefusal.badRequest(
                        "Could not find a property named '" + name + "' on type 'Microsoft.OutlookServices.Message'.");
            }
        }
        wanted.add("id");
        wanted.add("@odata.etag");
        shown.retain(wanted);
        return shown;
    }

    private static void send(Call call, GraphMailbox mailbox) {
        JsonNode body = call.json();
        JsonNode message = body.path("message");
        if (!message.isObject()) {
            throw GraphRefusal.badRequest("Empty Payload. JSON content expected.");
        }
        message.fieldNames().forEachRemaining(name -> {
            if (!WRITABLE.contains(name)) {
                throw GraphRefusal.graph(
                        400,
                        "RequestBodyRead",
                        "The property '" + name + "' does not exist on type 'Microsoft.OutlookServices.Message'.");
            }
        });
        int recipients = 0;
        for (String field : List.of("toRecipients", "ccRecipients", "bccRecipients")) {
            for (JsonNode recipient : message.path(field)) {
                recipients++;
                if (!recipient.at("/emailAddress/address").asText().matches("[^@\\s]+@[^@\\s]+")) {
                    throw GraphRefusal.graph(400, "ErrorInvalidRecipients", "At least one recipient is not valid.");
                }
            }
        }
        if (recipients == 0) {
            throw GraphRefusal.graph(400, "ErrorInvalidRecipients", "At least one recipient is not valid.");
        }
        for (JsonNode file : message.path("attachments")) {
            if (!file.path("@odata.type").asText().equals("#microsoft.graph.fileAttachment")) {
                throw GraphRefusal.graph(400, "RequestBodyRead", "Cannot create an abstract class.");
            }
            Base64.getDecoder().decode(file.path("contentBytes").asText());
        }
        mailbox.send((ObjectNode) message, body.path("saveToSentItems").asBoolean(true));
    }

    private static int number(Call call, String name, int standard, int highest) {
        String value = call.parameter(name);
        if (value == null) {
            return standard;
        }
        if (!value.matches("[0-9]{1,7}") || Integer.parseInt(value) > highest) {
            throw GraphRefusal.badRequest("Invalid value '" + value + "' for " + name + " query option found.");
        }
        return Integer.parseInt(value);
    }
}
