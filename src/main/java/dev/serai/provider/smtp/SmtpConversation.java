package dev.serai.provider.smtp;

import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.URLName;
import org.eclipse.angus.mail.smtp.SMTPTransport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A conversation with a mail server that takes a log-in wherever one is owed. */
final class SmtpConversation extends SMTPTransport {

    private static final Logger LOG = LoggerFactory.getLogger(SmtpConversation.class);

    private final MailServer server;

    SmtpConversation(Session session, MailServer server) {
        super(session, new URLName("smtp", server.host(), server.port(), null, null, null));
        this.server = server;
    }

    @Override
    protected synchronized boolean protocolConnect(String host, int port, String user, String password)
            throws MessagingException {
        boolean connected = super.protocolConnect(host, port, user, password);
        // A server that asks nobody who they are would take any password; only an operator may want that.
        if (connected && !server.operators() && !supportsExtension("AUTH") && !supportsExtension("AUTH=LOGIN")) {
            close();
            throw new NoLogIn();
        }
        return connected;
    }

    /** Ends the conversation. What was to be said is said: a server that has gone already changes nothing about it. */
    @Override
    public synchronized void close() {
        try {
            super.close();
        } catch (MessagingException gone) {
            LOG.debug("A mail server left before it was told to: {}", gone.getMessage());
        }
    }

    /** The server offers no way to log in. */
    static final class NoLogIn extends MessagingException {

        private static final long serialVersionUID = 1L;

        NoLogIn() {
            super("it offers no way to log in");
        }
    }
}
