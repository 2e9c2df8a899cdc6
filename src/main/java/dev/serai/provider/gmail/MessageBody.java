package dev.serai.provider.gmail;

import com.google.api.services.gmail.model.MessagePart;
import dev.serai.mail.MailHeaders;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is in a message.
 *
 * @param text the first part that is plain text; null: there is none
 * @param html the first part that is HTML; null: there is none
 * @param truncated whether one of them is longer than what is here
 * @param attachments the parts that are files
 */
record MessageBody(@Nullable String text, @Nullable String html, boolean truncated, List<MessagePart> attachments) {

    /** How many characters of a text are shown. */
    static final int LONGEST_TEXT = 500_000;

    /** Nobody means a message with parts within parts deeper than this. */
    private static final int DEEPEST = 20;

    static MessageBody of(@Nullable MessagePart payload) {
        List<MessagePart> leaves = new ArrayList<>();
        if (payload != null) {
            gather(payload, leaves, DEEPEST);
        }
        @Nullable String text = first(leaves, "text/plain");
        @Nullable String html = first(leaves, "text/html");
        return new MessageBody(
                cut(text),
                cut(html),
                isLong(text) || isLong(html),
                leaves.stream().filter(MessageBody::isFile).toList());
    }

    private static void gather(MessagePart part, List<MessagePart> leaves, int depth) {
        if (part.getParts() == null || isFile(part) || depth == 0) {
            leaves.add(part);
        } else {
            part.getParts().forEach(inner -> gather(inner, leaves, depth - 1));
        }
    }

    private static boolean isFile(MessagePart part) {
        return part.getFilename() != null && !part.getFilename().isEmpty();
    }

    private static @Nullable String first(List<MessagePart> leaves, String type) {
        return leaves.stream()
                .filter(part -> !isFile(part) && type.equalsIgnoreCase(part.getMimeType()))
                .filter(part -> part.getBody() != null && part.getBody().getData() != null)
                .map(part -> MailHeaders.text(
                        Base64.getUrlDecoder().decode(part.getBody().getData()),
                        ShownMessage.header(part, "Content-Type")))
                .findFirst()
                .orElse(null);
    }

    private static boolean isLong(@Nullable String text) {
        return text != null && text.length() > LONGEST_TEXT;
    }

    private static @Nullable String cut(@Nullable String text) {
        return isLong(text) ? text.substring(0, LONGEST_TEXT) : text;
    }
}
