package dev.serai.provider.gmail;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.google.api.services.gmail.model.Message;
import dev.serai.call.Action;
import dev.serai.mail.Answered;
import dev.serai.mail.MailReader;
import dev.serai.mail.MimeMail;
import dev.serai.mail.OutgoingMail;
import java.time.Clock;
import java.util.List;
import org.apache.camel.Exchange;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Sends mail, as a message of its own or as an answer in its conversation. */
@Component("gmailSending")
public class GmailSending {

    private static final String PROPERTY = "gmail.sending";
    private static final List<String> ASKED_OF_THE_OTHER = List.of("Message-ID", "References", "Subject");

    private final Clock clock;

    GmailSending(Clock clock) {
        this.clock = clock;
    }

    /**
     * What is to be sent.
     *
     * @param other the message that it answers; null: none, or it is not read yet
     */
    private record Progress(Action action, OutgoingMail mail, @Nullable Message other) {}

    /**
     * Reads an {@link Action} whose {@code mail} is JSON as {@link MailReader} takes it, with a
     * {@code reply_to_message_id} where it answers a message. Leaves the call for that message as the body; null: there is
     * none.
     *
     * @throws dev.serai.refusal.Invalid when it can't be sent
     */
    public void begin(Exchange exchange) {
        Action action = exchange.getMessage().getBody(Action.class);
        JsonNode mail = (JsonNode) action.input().get("mail");
        exchange.setProperty(PROPERTY, new Progress(action, MailReader.read(mail), null));
        String other = mail.path("reply_to_message_id").asText("");
        exchange.getMessage()
                .setBody(other.isEmpty() ? null : GmailActions.calls(action).envelope(other, ASKED_OF_THE_OTHER));
    }

    /**
     * Takes the message over that is answered.
     *
     * @throws dev.serai.provider.ProviderFault when there is none
     */
    public void answers(Exchange exchange) {
        Message other =
                (Message) GmailActions.found(exchange, "no message to answer").body();
        Progress progress = exchange.getProperty(PROPERTY, Progress.class);
        String subject = ShownMessage.header(other, "Subject");
        // Gmail keeps a conversation together only under one subject.
        OutgoingMail mail = progress.mail().about(answering(subject == null ? "" : subject));
        exchange.setProperty(PROPERTY, new Progress(progress.action(), mail, other));
    }

    private static String answering(String subject) {
        String line = subject.replaceAll("\\p{Cntrl}+", " ");
        return line.regionMatches(true, 0, "re:", 0, 3) ? line : "Re: " + line;
    }

    /** Leaves the call that sends the message as the body. */
    public void write(Exchange exchange) {
        Progress progress = exchange.getProperty(PROPERTY, Progress.class);
        exchange.removeProperty(PROPERTY);
        Message other = progress.other();
        Answered answered = other == null
                ? null
                : Answered.of(ShownMessage.header(other, "Message-ID"), ShownMessage.header(other, "References"))
                        .orElse(null);
        exchange.getMessage()
                .setBody(GmailActions.calls(progress.action())
                        .send(
                                MimeMail.write(progress.mail(), clock.instant(), answered),
                                other == null ? null : other.getThreadId()));
    }

    /** Turns Gmail's answer into what the caller sees. */
    public void sent(Exchange exchange) {
        Message sent =
                (Message) GmailActions.found(exchange, "no such conversation").body();
        exchange.getMessage()
                .setBody(JsonNodeFactory.instance
                        .objectNode()
                        .put("id", sent.getId())
                        .put("thread_id", sent.getThreadId()));
    }
}
