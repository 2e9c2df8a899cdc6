package dev.serai.provider.smtp;

import dev.serai.connection.OpenConnection;
import dev.serai.egress.GuardedSockets;
import dev.serai.provider.ProviderFault;
import dev.serai.provider.ProviderTraffic;
import jakarta.mail.MessagingException;
import java.time.Duration;
import java.util.Objects;
import org.apache.camel.AsyncCallback;
import org.apache.camel.Exchange;
import org.apache.camel.component.mail.DefaultJavaMailSender;
import org.apache.camel.component.mail.JavaMailSender;
import org.apache.camel.component.mail.MailProducer;

/** Camel's producer of mail, but with a sender for each exchange, and what failed told as the provider's fault. */
class SmtpProducer extends MailProducer {

    private static final String SENDER = "smtp.sender";

    private final SmtpComponent component;
    private final boolean probe;

    SmtpProducer(SmtpEndpoint endpoint, SmtpComponent component, boolean probe) {
        super(endpoint, new DefaultJavaMailSender());
        this.component = component;
        this.probe = probe;
    }

    @Override
    public boolean process(Exchange exchange, AsyncCallback callback) {
        // Camel's producer takes settings of the session from headers, which a message may come with.
        exchange.getMessage().removeHeaders("mail.*");
        try {
            OpenConnection connection = Objects.requireNonNull(
                    exchange.getProperty(Smtp.CONNECTION, OpenConnection.class), "no connection in the exchange");
            SmtpAccount account = SmtpAccount.of(connection);
            MailServer server = component.servers().of(connection, account);
            converse(exchange, account, server);
        } catch (ProviderFault fault) {
            exchange.setException(fault);
        }
        callback.done(true);
        return true;
    }

    private void converse(Exchange exchange, SmtpAccount account, MailServer server) {
        Duration atMost =
                probe ? component.patience().test() : component.patience().conversation();
        try (ProviderTraffic.Conversation conversation = component.traffic().begin(Smtp.PROVIDER);
                GuardedSockets sockets = component.guard().open(atMost)) {
            SmtpSender sender = new SmtpSender(
                    account, server, sockets, component.patience().answer());
            if (probe) {
                probe(exchange, sender);
            } else {
                send(exchange, sender);
            }
            Exception failed = exchange.getException();
            if (failed instanceof MessagingException refused) {
                ProviderFault fault = component.faults().of(refused, sender, server, sockets.isOutOfTime());
                if (fault.status().isPresent()) {
                    conversation.refused();
                }
                exchange.setException(fault);
            } else if (failed == null) {
                conversation.succeeded();
            }
        }
    }

    private void send(Exchange exchange, SmtpSender sender) {
        exchange.setProperty(SENDER, sender);
        try {
            super.process(exchange, doneSync -> {});
        } finally {
            // It knows the password.
            exchange.removeProperty(SENDER);
        }
    }

    private static void probe(Exchange exchange, SmtpSender sender) {
        try {
            sender.probe();
        } catch (MessagingException failed) {
            exchange.setException(failed);
        }
    }

    @Override
    protected JavaMailSender getSender(Exchange exchange) {
        return exchange.getProperty(SENDER, SmtpSender.class);
    }
}
