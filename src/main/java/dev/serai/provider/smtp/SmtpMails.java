package dev.serai.provider.smtp;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.serai.call.Action;
import dev.serai.call.ConnectionPace;
import dev.serai.connection.OpenConnection;
import dev.serai.provider.ProviderFault;
import dev.serai.refusal.Invalid;
import java.time.Clock;
import java.time.Duration;
import org.apache.camel.Exchange;
import org.apache.camel.component.mail.MailConstants;
import org.springframework.stereotype.Component;

/** The steps around a call of {@code smtp:connection}. */
@Component("smtpMails")
public class SmtpMails {

    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final ConnectionPace pace;
    private final Clock clock;

    SmtpMails(ConnectionPace pace, Clock clock) {
        this.pace = pace;
        this.clock = clock;
    }

    /**
     * Makes the message that an {@link Action} asks for, at the connection's pace.
     *
     * @throws Invalid naming the input that can't be taken
     * @throws ProviderFault when the connection can't send any
     */
    public void write(Exchange exchange) {
        Action action = exchange.getMessage().getBody(Action.class);
        SmtpAccount account = SmtpAccount.of(action.connection());
        Letter letter = Letter.of(action.input());
        pace.await(action.connection(), action.provider(), PATIENCE);
        prepare(exchange, action.connection());
        exchange.getMessage().setBody(LetterForm.of(letter, account, clock.instant()));
    }

    /** Makes the exchange, whose body is an {@link Action} or a connection, ready for a log-in. */
    public void address(Exchange exchange) {
        Object body = exchange.getMessage().getBody();
        OpenConnection connection = body instanceof Action action ? action.connection() : (OpenConnection) body;
        prepare(exchange, connection);
    }

    private static void prepare(Exchange exchange, OpenConnection connection) {
        exchange.getMessage().removeHeaders("*");
        exchange.setProperty(Smtp.CONNECTION, connection);
    }

    /** Leaves what came of it: the id of a message that was sent, or nothing. */
    public void answer(Exchange exchange) {
        String id = exchange.getMessage().getHeader(MailConstants.MAIL_MESSAGE_ID, String.class);
        ObjectNode answer = JsonNodeFactory.instance.objectNode();
        if (id != null) {
            answer.put("messageId", id);
        }
        exchange.getMessage().removeHeaders("*");
        exchange.removeProperty(Smtp.CONNECTION);
        exchange.getMessage().setBody(answer);
    }
}
