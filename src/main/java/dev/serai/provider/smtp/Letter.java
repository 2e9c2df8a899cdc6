package dev.serai.provider.smtp;

import com.fasterxml.jackson.databind.JsonNode;
import dev.serai.refusal.Invalid;
import jakarta.mail.internet.InternetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A message as its sender wants it, checked: no part of it can become a header of its own.
 *
 * @param fromName what stands beside the sender's address; null: nothing
 * @param to the recipients
 * @param cc who gets a copy, and is named in it
 * @param bcc who gets a copy, and is named nowhere
 * @param replyTo where answers go instead of to the sender
 * @param subject in one line
 * @param text the message as plain text; null: there is none
 * @param html the message as HTML; null: there is none
 */
record Letter(
        @Nullable String fromName,
        List<InternetAddress> to,
        List<InternetAddress> cc,
        List<InternetAddress> bcc,
        List<InternetAddress> replyTo,
        String subject,
        @Nullable String text,
        @Nullable String html,
        List<Enclosure> attachments) {

    /** More than that is a newsletter, which servers for people's mail refuse. */
    private static final int RECIPIENTS = 100;

    /** A header line may be so long (RFC 5322, section 2.1.1). */
    private static final int LONGEST_LINE = 900;

    private static final int ATTACHMENTS = 50;
    private static final int LARGEST = 20 * 1024 * 1024;

    /**
     * Reads what an action was given.
     *
     * @throws Invalid naming the field that can't be taken
     */
    static Letter of(Map<String, Object> input) {
        Letter letter = new Letter(
                line(input, "from_name"),
                Addresses.of(input, "to"),
                Addresses.of(input, "cc"),
                Addresses.of(input, "bcc"),
                Addresses.of(input, "reply_to"),
                subject(input),
                text(input, "text"),
                text(input, "html"),
                enclosures(input));
        letter.check();
        return letter;
    }

    private void check() {
        if (to.isEmpty() && cc.isEmpty() && bcc.isEmpty()) {
            throw new Invalid("to", "must name at least one recipient");
        }
        if (to.size() + cc.size() + bcc.size() > RECIPIENTS) {
            throw new Invalid("to", "must name at most " + RECIPIENTS + " recipients, with cc and bcc");
        }
        if (text == null && html == null) {
            throw new Invalid("text", "must be given, or html");
        }
        long size = Stream.of(text, html)
                        .mapToLong(part -> part == null ? 0 : part.length())
                        .sum()
                + attachments.stream().mapToLong(one -> one.content().length).sum();
        if (size > LARGEST) {
            throw new Invalid("attachments", "must have at most " + LARGEST / 1_048_576 + " MB with the message");
        }
    }

    private static String subject(Map<String, Object> input) {
        String subject = line(input, "subject");
        return subject == null ? "" : subject;
    }

    private static @Nullable String line(Map<String, Object> input, String field) {
        String text = text(input, field);
        if (text != null && (text.length() > LONGEST_LINE || text.chars().anyMatch(Character::isISOControl))) {
            throw new Invalid(field, "must be one line of at most " + LONGEST_LINE + " characters");
        }
        return text;
    }

    private static @Nullable String text(Map<String, Object> input, String field) {
        Object value = input.get(field);
        if (value instanceof JsonNode node) {
            return node.isTextual() ? node.asText() : null;
        }
        return value == null ? null : value.toString();
    }

    private static List<Enclosure> enclosures(Map<String, Object> input) {
        List<Enclosure> found = new ArrayList<>();
        if (input.get("attachments") instanceof JsonNode all) {
            if (all.size() > ATTACHMENTS) {
                throw new Invalid("attachments", "must be at most " + ATTACHMENTS);
            }
            for (int i = 0; i < all.size(); i++) {
                found.add(Enclosure.of(all.get(i), "attachments." + i));
            }
        }
        return found;
    }
}
