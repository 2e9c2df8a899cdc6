package dev.serai.provider.outlook;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.jspecify.annotations.Nullable;

/** A message as callers see it. */
final class ShownMail {

    /** How many characters of a text are shown. */
    private static final int LONGEST_TEXT = 500_000;

    private ShownMail() {}

    /** @return what stands on the envelope: who, to whom, what about, when, and how it begins */
    static ObjectNode envelope(JsonNode message) {
        ObjectNode shown = JsonNodeFactory.instance.objectNode();
        shown.put("id", message.path("id").asText());
        shown.put("thread_id", text(message, "conversationId"));
        shown.put("from", address(message.path("from")));
        addresses(shown.putArray("to"), message.path("toRecipients"));
        shown.put("subject", text(message, "subject"));
        shown.put("date", text(message, "receivedDateTime"));
        shown.put("snippet", text(message, "bodyPreview"));
        ArrayNode labels = shown.putArray("labels");
        message.path("categories").forEach(category -> labels.add(category.asText()));
        shown.put("is_read", message.path("isRead").asBoolean());
        return shown;
    }

    /** @return the envelope, the text in plain or as HTML, and what is attached */
    static ObjectNode whole(JsonNode message) {
        ObjectNode shown = envelope(message);
        addresses(shown.putArray("cc"), message.path("ccRecipients"));
        addresses(shown.putArray("bcc"), message.path("bccRecipients"));
        boolean html = message.at("/body/contentType").asText().equalsIgnoreCase("html");
        @Nullable String content = text(message.path("body"), "content");
        boolean isLong = content != null && content.length() > LONGEST_TEXT;
        @Nullable String body = isLong ? content.substring(0, LONGEST_TEXT) : content;
        shown.put("text", html ? null : body);
        shown.put("html", html ? body : null);
        shown.put("truncated", isLong);
        ArrayNode attachments = shown.putArray("attachments");
        for (JsonNode file : message.path("attachments")) {
            attachments
                    .addObject()
                    .put("id", text(file, "id"))
                    .put("filename", text(file, "name"))
                    .put("content_type", text(file, "contentType"))
                    .set("size", file.path("size").isIntegralNumber() ? file.get("size") : null);
        }
        return shown;
    }

    private static void addresses(ArrayNode list, JsonNode recipients) {
        for (JsonNode recipient : recipients) {
            @Nullable String address = address(recipient);
            if (address != null) {
                list.add(address);
            }
        }
    }

    private static @Nullable String address(JsonNode recipient) {
        @Nullable String address = text(recipient.path("emailAddress"), "address");
        @Nullable String name = text(recipient.path("emailAddress"), "name");
        if (address == null || name == null || name.isEmpty() || name.equalsIgnoreCase(address)) {
            return address == null ? name : address;
        }
        return name + " <" + address + ">";
    }

    private static @Nullable String text(JsonNode node, String field) {
        return node.hasNonNull(field) ? node.get(field).asText() : null;
    }
}
