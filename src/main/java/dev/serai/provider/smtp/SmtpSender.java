package dev.serai.provider.smtp;

import dev.serai.egress.GuardedSockets;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.Transport;
import java.time.Duration;
import java.util.Properties;
import org.apache.camel.component.mail.DefaultJavaMailSender;

/** Camel's sender of mail for one connection and one conversation. */
final class SmtpSender extends DefaultJavaMailSender {

    /** What a client says that can't know its own public name; the real one would tell of the hub's network. */
    private static final String OWN_NAME = "[127.0.0.1]";

    private final SmtpAccount account;
    private final SmtpConversation conversation;

    SmtpSender(SmtpAccount account, MailServer server, GuardedSockets sockets, Duration answer) {
        this.account = account;
        Session session = Session.getInstance(properties(server, sockets, answer));
        this.conversation = new SmtpConversation(session, server);
        setSession(session);
        setProtocol("smtp");
        setHost(server.host());
        setPort(server.port());
        setUsername(account.username());
        setPassword(account.password());
    }

    private static Properties properties(MailServer server, GuardedSockets sockets, Duration answer) {
        Properties properties = new Properties();
        properties.put("mail.smtp.socketFactory", sockets);
        // Otherwise a refused address would be tried again with a socket that nobody guards.
        properties.put("mail.smtp.socketFactory.fallback", "false");
        properties.put("mail.smtp.timeout", Long.toString(answer.toMillis()));
        properties.put("mail.smtp.connectiontimeout", Long.toString(answer.toMillis()));
        properties.put("mail.smtp.localhost", OWN_NAME);
        properties.put("mail.smtp.auth", "true");
        properties.put("mail.smtp.auth.mechanisms", "PLAIN LOGIN");
        properties.put("mail.smtp.ssl.checkserveridentity", "true");
        properties.put("mail.smtp.ssl.protocols", "TLSv1.2 TLSv1.3");
        properties.put("mail.smtp.ssl.enable", Boolean.toString(server.security() == Security.TLS));
        properties.put("mail.smtp.starttls.enable", Boolean.toString(server.security() == Security.STARTTLS));
        properties.put("mail.smtp.starttls.required", Boolean.toString(server.security() == Security.STARTTLS));
        // A message goes to all or to nobody: who is told that it failed may send it again.
        properties.put("mail.smtp.sendpartial", "false");
        properties.put("mail.smtp.noop.strict", "true");
        properties.put("mail.smtp.quitwait", "false");
        return properties;
    }

    SmtpAccount account() {
        return account;
    }

    /** @return the status that the server gave last, such as 535; negative when it gave none */
    int lastStatus() {
        return conversation.getLastReturnCode();
    }

    /** Logs in and does nothing, to see whether it can be done. */
    void probe() throws MessagingException {
        try {
            conversation.connect(getHost(), getPort(), getUsername(), getPassword());
            // Asks the server by a NOOP.
            if (!conversation.isConnected()) {
                throw new MessagingException("it ended the conversation");
            }
        } finally {
            conversation.close();
        }
    }

    @Override
    protected Transport getTransport(Session session) {
        return conversation;
    }
}
