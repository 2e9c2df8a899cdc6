package dev.serai.provider.smtp;

import dev.serai.provider.ErrorClass;
import dev.serai.provider.ProviderFault;
import jakarta.activation.DataHandler;
import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.Part;
import jakarta.mail.Session;
import jakarta.mail.internet.AddressException;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeBodyPart;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import jakarta.mail.util.ByteArrayDataSource;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Properties;
import java.util.UUID;

/** Gives a letter the form it travels in (RFC 5322, MIME). */
final class LetterForm {

    private static final String UTF_8 = StandardCharsets.UTF_8.name();
    private static final Session NO_SESSION = Session.getInstance(new Properties());

    private LetterForm() {}

    /**
     * @param letter the letter
     * @param account who sends it
     * @param at when
     * @return the message, with an id of its own
     */
    static MimeMessage of(Letter letter, SmtpAccount account, Instant at) {
        try {
            MimeMessage message = new MimeMessage(NO_SESSION);
            message.setFrom(sender(letter, account));
            message.setRecipients(Message.RecipientType.TO, array(letter.to()));
            message.setRecipients(Message.RecipientType.CC, array(letter.cc()));
            // Read for the envelope, and left out of what is sent.
            message.setRecipients(Message.RecipientType.BCC, array(letter.bcc()));
            if (!letter.replyTo().isEmpty()) {
                message.setReplyTo(array(letter.replyTo()));
            }
            message.setSubject(letter.subject(), UTF_8);
            message.setHeader("Date", DateTimeFormatter.RFC_1123_DATE_TIME.format(at.atOffset(ZoneOffset.UTC)));
            fill(message, letter);
            message.saveChanges();
            message.setHeader("Message-ID", "<" + UUID.randomUUID() + "@" + account.domain() + ">");
            return message;
        } catch (MessagingException | IOException malformed) {
            throw new IllegalStateException("a checked letter always becomes a message", malformed);
        }
    }

    private static InternetAddress sender(Letter letter, SmtpAccount account) {
        try {
            return Addresses.named(account.email(), letter.fromName());
        } catch (AddressException malformed) {
            throw new ProviderFault(ErrorClass.PERMANENT, "The connection's email is no e-mail address");
        }
    }

    private static InternetAddress[] array(List<InternetAddress> addresses) {
        return addresses.toArray(InternetAddress[]::new);
    }

    private static void fill(Part message, Letter letter) throws MessagingException, IOException {
        if (letter.attachments().isEmpty()) {
            words(message, letter);
            return;
        }
        MimeMultipart all = new MimeMultipart("mixed");
        MimeBodyPart words = new MimeBodyPart();
        words(words, letter);
        all.addBodyPart(words);
        for (Enclosure attachment : letter.attachments()) {
            MimeBodyPart part = new MimeBodyPart();
            part.setDataHandler(
                    new DataHandler(new ByteArrayDataSource(attachment.content(), attachment.contentType())));
            // Else the ends of lines of a text would not arrive as they are.
            part.setHeader("Content-Transfer-Encoding", "base64");
            part.setFileName(attachment.filename());
            part.setDisposition(Part.ATTACHMENT);
            all.addBodyPart(part);
        }
        message.setContent(all);
    }

    private static void words(Part part, Letter letter) throws MessagingException, IOException {
        String text = letter.text();
        String html = letter.html();
        if (text != null && html != null) {
            MimeMultipart both = new MimeMultipart("alternative");
            both.addBodyPart(words(text, "plain"));
            // The last one is the best (RFC 2046, section 5.1.4).
            both.addBodyPart(words(html, "html"));
            part.setContent(both);
        } else if (html != null) {
            put(part, html, "html");
        } else {
            put(part, text == null ? "" : text, "plain");
        }
    }

    private static MimeBodyPart words(String text, String form) throws MessagingException, IOException {
        MimeBodyPart part = new MimeBodyPart();
        put(part, text, form);
        return part;
    }

    private static void put(Part part, String text, String form) throws MessagingException, IOException {
        part.setDataHandler(new DataHandler(new ByteArrayDataSource(text, "text/" + form + "; charset=" + UTF_8)));
    }
}
