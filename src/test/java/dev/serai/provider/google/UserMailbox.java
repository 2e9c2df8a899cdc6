package dev.serai.provider.google;

import jakarta.mail.MessagingException;
import jakarta.mail.internet.MimeMessage;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;

/** A user's mailbox, as its human and the rest of the world see and change it. */
public final class UserMailbox {

    private final MailStore store;

    UserMailbox(MailStore store) {
        this.store = store;
    }

    /** @return the mailbox's address */
    public String email() {
        return store.owner().email();
    }

    /**
     * A message arrives.
     *
     * @return its id
     */
    public String receive(String from, String subject, String text) {
        return receive(("From: " + from + "\r\nTo: " + email() + "\r\nSubject: " + subject
                        + "\r\nDate: Fri, 1 May 2026 10:00:00 +0100\r\nMessage-ID: <" + System.nanoTime()
                        + "@example.com>\r\nMIME-Version: 1.0\r\nContent-Type: text/plain; charset=UTF-8\r\n"
                        + "Content-Transfer-Encoding: 8bit\r\n\r\n" + text)
                .getBytes(StandardCharsets.UTF_8));
    }

    /**
     * A message arrives.
     *
     * @param mime all of it
     * @return its id
     */
    public String receive(byte[] mime) {
        return store.add(mime, Set.of("INBOX", "UNREAD"), null).id();
    }

    /** Deletes a message for good. */
    public void delete(String id) {
        store.delete(id);
    }

    /** Moves a message to the trash. */
    public void trash(String id) {
        store.relabel(id, Set.of("TRASH"), Set.of("INBOX"));
    }

    /** Marks a message as read. */
    public void read(String id) {
        store.relabel(id, Set.of(), Set.of("UNREAD"));
    }

    /** Gives a message a label. */
    public void label(String id, String label) {
        store.relabel(id, Set.of(label), Set.of());
    }

    /** @return the ids of all messages, the oldest first */
    public List<String> ids() {
        return store.all().stream().map(StoredMail::id).toList();
    }

    /** @return the messages that were sent from here, the oldest first */
    public List<MimeMessage> sent() {
        return store.all().stream()
                .filter(mail -> mail.labels().contains("SENT"))
                .map(mail -> mail.parsed().message())
                .toList();
    }

    /** @return the thread that a message is in */
    public String thread(String id) {
        return store.get(id).thread();
    }

    /** @return a message as it came */
    public byte[] mime(String id) {
        return store.get(id).mime();
    }

    /** @return a header of a message as it stands */
    public String header(String id, String name) throws MessagingException {
        return store.get(id).parsed().message().getHeader(name, ", ");
    }

    /** Forgets what has happened so far, as Gmail does after about a week: an older history id is a 404. */
    public void forgetHistory() {
        store.forgetHistory();
    }
}
