package dev.serai.provider.gmail;

import com.google.api.services.gmail.model.Message;
import dev.serai.google.GoogleAnswer;
import java.util.ArrayList;
import java.util.List;
import org.apache.camel.Exchange;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Reads messages one after the other: Gmail lists nothing but their ids. */
@Component("gmailReading")
public class GmailReading {

    private static final String PROPERTY = "gmail.reading";

    /** What is to be read, and what was. */
    private record Progress(MessagesToRead wanted, List<SeenMessage> seen) {

        @Nullable
        GmailCall next() {
            return seen.size() == wanted.ids().size()
                    ? null
                    : wanted.calls().envelope(wanted.ids().get(seen.size()), wanted.headers());
        }
    }

    /** Leaves the first call as the body; null: there is none to make. */
    public void begin(Exchange exchange) {
        MessagesToRead wanted = exchange.getMessage().getBody(MessagesToRead.class);
        Progress progress = new Progress(wanted, new ArrayList<>());
        exchange.setProperty(PROPERTY, progress);
        exchange.getMessage().setBody(progress.next());
    }

    /** Takes a message over, and leaves the next call as the body; null: all are read. */
    public void next(Exchange exchange) {
        Progress progress = exchange.getProperty(PROPERTY, Progress.class);
        GoogleAnswer answer = exchange.getMessage().getBody(GoogleAnswer.class);
        String id = progress.wanted().ids().get(progress.seen().size());
        progress.seen().add(new SeenMessage(id, (Message) answer.body()));
        exchange.getMessage().setBody(progress.next());
    }

    /** Leaves what was read as the body, a list of {@link SeenMessage}. */
    public void end(Exchange exchange) {
        exchange.getMessage()
                .setBody(exchange.getProperty(PROPERTY, Progress.class).seen());
        exchange.removeProperty(PROPERTY);
    }
}
