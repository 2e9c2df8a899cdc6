package dev.serai.provider.google;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.mail.Header;
import jakarta.mail.MessagingException;
import jakarta.mail.Multipart;
import jakarta.mail.Part;
import jakarta.mail.Session;
import jakarta.mail.internet.ContentType;
import jakarta.mail.internet.MimeMessage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/** A message's MIME, taken apart as Gmail shows it: part by part, headers as they stand, attachments by their id. */
final class ParsedMail {

    private static final int SNIPPET = 160;

    private final MimeMessage message;

    private ParsedMail(MimeMessage message) {
        this.message = message;
    }

    static ParsedMail of(byte[] mime) {
        try {
            return new ParsedMail(
                    new MimeMessage(Session.getInstance(new Properties()), new ByteArrayInputStream(mime)));
        } catch (MessagingException broken) {
            throw Refusal.api(400, "invalidArgument", "Invalid MIME message");
        }
    }

    MimeMessage message() {
        return message;
    }

    /** @return a header as it stands; null when there is none */
    @Nullable
    String header(String name) {
        try {
            String[] values = message.getHeader(name);
            return values == null ? null : values[0];
        } catch (MessagingException broken) {
            throw new IllegalStateException(broken);
        }
    }

    boolean hasRecipient() {
        return header("To") != null || header("Cc") != null || header("Bcc") != null;
    }

    String snippet() {
        try {
            String text = text(message);
            return text == null
                    ? ""
                    : text.replaceAll("\\s+", " ")
                            .strip()
                            .substring(
                                    0,
                                    Math.min(
                                            SNIPPET,
                                            text.replaceAll("\\s+", " ").strip().length()));
        } catch (MessagingException | IOException broken) {
            throw new IllegalStateException(broken);
        }
    }

    private static @Nullable String text(Part part) throws MessagingException, IOException {
        if (part.isMimeType("text/plain") && part.getFileName() == null) {
            return String.valueOf(part.getContent());
        }
        if (part.getContent() instanceof Multipart multipart) {
            for (int i = 0; i < multipart.getCount(); i++) {
                String text = text(multipart.getBodyPart(i));
                if (text != null) {
                    return text;
                }
            }
        }
        return null;
    }

    ObjectNode metadata(List<String> wanted) {
        try {
            ObjectNode payload =
                    JsonNodeFactory.instance.objectNode().put("partId", "").put("mimeType", type(message));
            ArrayNode headers = payload.putArray("headers");
            for (Header header : Collections.list(message.getAllHeaders())) {
                if (wanted.isEmpty() || wanted.stream().anyMatch(header.getName()::equalsIgnoreCase)) {
                    headers.addObject().put("name", header.getName()).put("value", unfolded(header));
                }
            }
            return payload;
        } catch (MessagingException broken) {
            throw new IllegalStateException(broken);
        }
    }

    ObjectNode payload() {
        try {
            return part(message, "");
        } catch (MessagingException broken) {
            throw new IllegalStateException(broken);
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    private ObjectNode part(Part part, String id) throws MessagingException, IOException {
        ObjectNode shown = JsonNodeFactory.instance
                .objectNode()
                .put("partId", id)
                .put("mimeType", type(part))
                .put("filename", part.getFileName() == null ? "" : part.getFileName());
        ArrayNode headers = shown.putArray("headers");
        for (Header header : Collections.list(part.getAllHeaders())) {
            headers.addObject().put("name", header.getName()).put("value", unfolded(header));
        }
        ObjectNode body = shown.putObject("body");
        if (part.getContent() instanceof Multipart multipart) {
            body.put("size", 0);
            ArrayNode parts = shown.putArray("parts");
            for (int i = 0; i < multipart.getCount(); i++) {
                parts.add(part(multipart.getBodyPart(i), id.isEmpty() ? String.valueOf(i) : id + "." + i));
            }
            return shown;
        }
        byte[] bytes = part.getInputStream().readAllBytes();
        body.put("size", bytes.length);
        if (part.getFileName() == null) {
            body.put("data", Base64.getUrlEncoder().encodeToString(bytes));
        } else {
            body.put("attachmentId", "ANGjdJ" + Integer.toHexString(id.hashCode()));
        }
        return shown;
    }

    private static String type(Part part) throws MessagingException {
        return new ContentType(part.getContentType()).getBaseType().toLowerCase(java.util.Locale.ROOT);
    }

    private static String unfolded(Header header) {
        return header.getValue().replaceAll("\r?\n[ \t]", " ");
    }
}
