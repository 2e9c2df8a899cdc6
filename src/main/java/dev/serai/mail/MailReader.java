package dev.serai.mail;

import com.fasterxml.jackson.databind.JsonNode;
import dev.serai.refusal.FieldFaults;
import dev.serai.refusal.Invalid;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads a message to send from JSON: {@code to}, {@code cc} and {@code bcc} (an address or a list of them),
 * {@code subject}, {@code text}, {@code html}, and {@code attachments} of {@code filename}, {@code content_type} and
 * {@code content} in base64.
 */
public final class MailReader {

    /** How many people a message goes to at most. */
    public static final int MOST_RECIPIENTS = 100;

    /** How many files go along at most. */
    public static final int MOST_ATTACHMENTS = 25;

    /** How many bytes all files together have at most; in base64 that still fits into a request. */
    public static final int MOST_BYTES = 3_000_000;

    private static final int LONGEST_SUBJECT = 900;
    private static final int LONGEST_FILENAME = 200;
    private static final Pattern MEDIA_TYPE =
            Pattern.compile("(?!(?i:multipart|message)/)[A-Za-z0-9][\\w.+-]{0,80}/[A-Za-z0-9][\\w.+-]{0,80}");

    private MailReader() {}

    /**
     * Reads a message.
     *
     * @param mail an object
     * @throws Invalid naming each field that is not as it must be
     */
    public static OutgoingMail read(JsonNode mail) {
        FieldFaults faults = new FieldFaults();
        List<MailAddress> to = new ArrayList<>();
        List<MailAddress> cc = new ArrayList<>();
        List<MailAddress> bcc = new ArrayList<>();
        List<MailAttachment> attachments = new ArrayList<>();
        addresses(mail, "to", to, faults);
        addresses(mail, "cc", cc, faults);
        addresses(mail, "bcc", bcc, faults);
        faults.gather(() -> checkRecipients(to.size() + cc.size() + bcc.size()));
        String subject = text(mail, "subject");
        faults.gather(() -> checkSubject(subject));
        faults.gather(() -> {
            if (text(mail, "text") == null && text(mail, "html") == null) {
                throw new Invalid("text", "or html is required");
            }
        });
        attachments(mail.path("attachments"), attachments, faults);
        faults.refuse();
        return new OutgoingMail(
                to, cc, bcc, subject == null ? "" : subject, text(mail, "text"), text(mail, "html"), attachments);
    }

    private static void addresses(JsonNode mail, String field, List<MailAddress> found, FieldFaults faults) {
        JsonNode given = mail.path(field);
        if (given.isTextual()) {
            faults.gather(() -> found.add(MailAddress.of(field, given.asText())));
        }
        for (int i = 0; given.isArray() && i < given.size(); i++) {
            String name = field + "[" + i + "]";
            String text = given.get(i).asText();
            faults.gather(() -> found.add(MailAddress.of(name, text)));
        }
    }

    private static void checkRecipients(int count) {
        if (count == 0) {
            throw new Invalid("to", "must name somebody");
        }
        if (count > MOST_RECIPIENTS) {
            throw new Invalid("to", "and cc and bcc together must have at most " + MOST_RECIPIENTS + " addresses");
        }
    }

    private static void checkSubject(@Nullable String subject) {
        if (subject != null && (subject.length() > LONGEST_SUBJECT || MailText.hasControls(subject))) {
            throw new Invalid("subject", "must be one line of at most " + LONGEST_SUBJECT + " characters");
        }
    }

    private static void attachments(JsonNode given, List<MailAttachment> found, FieldFaults faults) {
        if (given.size() > MOST_ATTACHMENTS) {
            faults.gather(() -> {
                throw new Invalid("attachments", "must be at most " + MOST_ATTACHMENTS);
            });
            return;
        }
        for (int i = 0; i < given.size(); i++) {
            String field = "attachments[" + i + "]";
            JsonNode attachment = given.get(i);
            faults.gather(() -> found.add(attachment(field, attachment)));
        }
        long bytes = found.stream().mapToLong(file -> file.content().length).sum();
        faults.gather(() -> {
            if (bytes > MOST_BYTES) {
                throw new Invalid("attachments", "must have at most " + MOST_BYTES + " bytes together");
            }
        });
    }

    private static MailAttachment attachment(String field, JsonNode given) {
        String filename = text(given, "filename");
        if (filename == null
                || filename.isBlank()
                || filename.length() > LONGEST_FILENAME
                || filename.indexOf('/') >= 0
                || filename.indexOf('\\') >= 0
                || MailText.hasControls(filename)) {
            throw new Invalid(
                    field + ".filename",
                    "must be a name without a path of at most " + LONGEST_FILENAME + " characters");
        }
        String type = text(given, "content_type");
        if (type != null && !MEDIA_TYPE.matcher(type).matches()) {
            throw new Invalid(field + ".content_type", "must be a media type such as application/pdf");
        }
        try {
            String content = text(given, "content");
            return new MailAttachment(
                    filename,
                    type == null ? "application/octet-stream" : type,
                    Base64.getMimeDecoder().decode(content == null ? "" : strict(content)));
        } catch (IllegalArgumentException broken) {
            throw new Invalid(field + ".content", "must be base64");
        }
    }

    /** The decoder of MIME takes line breaks, but also skips whatever else is not base64. */
    private static String strict(String content) {
        if (!content.chars().allMatch(c -> c < 128 && (Character.isLetterOrDigit(c) || "+/=\r\n".indexOf(c) >= 0))) {
            throw new IllegalArgumentException("not base64");
        }
        return content;
    }

    private static @Nullable String text(JsonNode node, String field) {
        return node.hasNonNull(field) ? node.get(field).asText() : null;
    }
}
