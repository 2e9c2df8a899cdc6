package dev.serai.mail;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A message to send. All of it has been checked: no value can end a header and begin another.
 *
 * @param to to whom, such as {@code Ada <ada@example.com>}
 * @param cc to whom a copy goes
 * @param bcc to whom a copy goes that the others don't hear of
 * @param subject without line breaks; empty for none
 * @param text the body as plain text; null: there is {@code html} only
 * @param html the body as HTML; null: there is {@code text} only
 * @param attachments what goes along
 */
public record OutgoingMail(
        List<MailAddress> to,
        List<MailAddress> cc,
        List<MailAddress> bcc,
        String subject,
        @Nullable String text,
        @Nullable String html,
        List<MailAttachment> attachments) {

    public OutgoingMail {
        to = List.copyOf(to);
        cc = List.copyOf(cc);
        bcc = List.copyOf(bcc);
        attachments = List.copyOf(attachments);
    }

    /** @return the same message under another subject, which has no line breaks either */
    public OutgoingMail about(String subject) {
        return new OutgoingMail(to, cc, bcc, subject, text, html, attachments);
    }

    /** @return never what is in it */
    @Override
    public String toString() {
        return "OutgoingMail[" + (to.size() + cc.size() + bcc.size()) + " recipients, " + attachments.size()
                + " attachments]";
    }
}
