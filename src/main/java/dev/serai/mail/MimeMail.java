package dev.serai.mail;

import jakarta.activation.DataHandler;
import jakarta.mail.Message.RecipientType;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.internet.ContentDisposition;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeBodyPart;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import jakarta.mail.internet.MimePart;
import jakarta.mail.internet.ParameterList;
import jakarta.mail.util.ByteArrayDataSource;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.UnsupportedEncodingException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Writes messages as MIME (RFC 5322, RFC 2045 to 2049 and 2231). */
public final class MimeMail {

    private static final String UTF_8 = StandardCharsets.UTF_8.name();

    private MimeMail() {}

    /**
     * Writes a message. It says nothing of whom it is from: whoever carries it knows, and takes no other word for it.
     *
     * @param date when it is sent
     * @param answered what it answers; null: nothing
     */
    public static byte[] write(OutgoingMail mail, Instant date, @Nullable Answered answered) {
        try {
            Unnamed message = new Unnamed();
            message.setHeader("Date", DateTimeFormatter.RFC_1123_DATE_TIME.format(date.atOffset(ZoneOffset.UTC)));
            message.setRecipients(RecipientType.TO, addresses(mail.to()));
            message.setRecipients(RecipientType.CC, addresses(mail.cc()));
            message.setRecipients(RecipientType.BCC, addresses(mail.bcc()));
            message.setSubject(mail.subject(), UTF_8);
            if (answered != null) {
                message.setHeader("In-Reply-To", answered.messageId());
                message.setHeader("References", answered.chain());
            }
            if (mail.attachments().isEmpty()) {
                write(mail, message);
            } else {
                message.setContent(withAttachments(mail));
            }
            message.saveChanges();
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            message.writeTo(out);
            return out.toByteArray();
        } catch (MessagingException impossible) {
            throw new IllegalStateException("checked mail can be written", impossible);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    private static void write(OutgoingMail mail, MimePart part) throws MessagingException {
        if (mail.html() == null) {
            part.setText(mail.text() == null ? "" : mail.text(), UTF_8, "plain");
        } else if (mail.text() == null) {
            part.setText(mail.html(), UTF_8, "html");
        } else {
            MimeBodyPart text = new MimeBodyPart();
            text.setText(mail.text(), UTF_8, "plain");
            MimeBodyPart html = new MimeBodyPart();
            html.setText(mail.html(), UTF_8, "html");
            // The best comes last.
            part.setContent(new MimeMultipart("alternative", text, html));
        }
    }

    private static MimeMultipart withAttachments(OutgoingMail mail) throws MessagingException {
        MimeBodyPart body = new MimeBodyPart();
        write(mail, body);
        MimeMultipart all = new MimeMultipart("mixed", body);
        for (MailAttachment attachment : mail.attachments()) {
            MimeBodyPart part = new MimeBodyPart();
            part.setDataHandler(
                    new DataHandler(new ByteArrayDataSource(attachment.content(), attachment.contentType())));
            ParameterList parameters = new ParameterList();
            parameters.set("filename", attachment.filename(), UTF_8);
            part.setDisposition(new ContentDisposition("attachment", parameters).toString());
            part.setHeader("Content-Transfer-Encoding", "base64");
            all.addBodyPart(part);
        }
        return all;
    }

    private static InternetAddress[] addresses(List<MailAddress> addresses) {
        return addresses.stream().map(MimeMail::address).toArray(InternetAddress[]::new);
    }

    private static InternetAddress address(MailAddress address) {
        try {
            return new InternetAddress(address.address(), address.name(), UTF_8);
        } catch (UnsupportedEncodingException impossible) {
            throw new IllegalStateException("every Java has UTF-8", impossible);
        }
    }

    /** Whoever carries the message names it; a name made here would tell what the hub's machine is called. */
    private static final class Unnamed extends MimeMessage {

        Unnamed() {
            super((Session) null);
        }

        @Override
        protected void updateMessageID() {
            // No name.
        }
    }
}
