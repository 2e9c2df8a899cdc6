package dev.serai.provider.gmail;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.api.services.gmail.model.Message;
import com.google.api.services.gmail.model.MessagePart;
import com.google.api.services.gmail.model.MessagePartHeader;
import dev.serai.mail.MailHeaders;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A message as callers see it: its parts decoded and in their places. */
final class ShownMessage {

    private ShownMessage() {}

    /** @return what stands on the envelope: who, to whom, what about, when, and how it begins */
    static ObjectNode envelope(Message message) {
        ObjectNode shown = JsonNodeFactory.instance.objectNode();
        shown.put("id", message.getId());
        shown.put("thread_id", message.getThreadId());
        shown.put("from", MailHeaders.decoded(header(message, "From")));
        addresses(shown.putArray("to"), header(message, "To"));
        shown.put("subject", MailHeaders.decoded(header(message, "Subject")));
        shown.put(
                "date",
                message.getInternalDate() == null
                        ? null
                        : Instant.ofEpochMilli(message.getInternalDate()).toString());
        shown.put("snippet", message.getSnippet());
        ArrayNode labels = shown.putArray("labels");
        if (message.getLabelIds() != null) {
            message.getLabelIds().forEach(labels::add);
        }
        return shown;
    }

    /** @return the envelope, the text in plain and as HTML, and what is attached */
    static ObjectNode whole(Message message) {
        ObjectNode shown = envelope(message);
        addresses(shown.putArray("cc"), header(message, "Cc"));
        addresses(shown.putArray("bcc"), header(message, "Bcc"));
        MessageBody body = MessageBody.of(message.getPayload());
        shown.put("text", body.text());
        shown.put("html", body.html());
        shown.put("truncated", body.truncated());
        ArrayNode attachments = shown.putArray("attachments");
        for (MessagePart part : body.attachments()) {
            attachments
                    .addObject()
                    .put("id", part.getBody() == null ? null : part.getBody().getAttachmentId())
                    .put("filename", part.getFilename())
                    .put("content_type", part.getMimeType())
                    .put("size", part.getBody() == null ? null : part.getBody().getSize());
        }
        return shown;
    }

    /** @return a header as it stands; null when there is none */
    static @Nullable String header(Message message, String name) {
        return message.getPayload() == null ? null : header(message.getPayload(), name);
    }

    static @Nullable String header(MessagePart part, String name) {
        List<MessagePartHeader> headers = part.getHeaders();
        return headers == null
                ? null
                : headers.stream()
                        .filter(header -> name.equalsIgnoreCase(header.getName()))
                        .map(MessagePartHeader::getValue)
                        .findFirst()
                        .orElse(null);
    }

    private static void addresses(ArrayNode list, @Nullable String header) {
        MailHeaders.addresses(header).forEach(list::add);
    }
}
