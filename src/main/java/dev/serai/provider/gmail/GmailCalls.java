package dev.serai.provider.gmail;

import dev.serai.call.ConnectionPace;
import dev.serai.google.GoogleAnswer;
import dev.serai.google.GoogleApi;
import dev.serai.google.GoogleExchanges;
import dev.serai.google.GoogleRequest;
import dev.serai.provider.ErrorClass;
import dev.serai.provider.ProviderFault;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import org.apache.camel.Exchange;
import org.springframework.stereotype.Component;

/** The steps around a call of Camel's Gmail component. */
@Component("gmailCalls")
public class GmailCalls {

    private static final GoogleApi API = new GoogleApi(GmailCall.PROVIDER, "Gmail", "CamelGoogleMail.");
    private static final String CALL = "gmail.call";
    private static final String PAUSE = "gmailPause";
    private static final Set<Integer> ANSWERS = Set.of(404);

    /** How long a call waits for its turn at most. */
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    /** How long a reading call waits at most before it is made again. */
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(3);

    private static final Duration PAUSE_UNLESS_TOLD = Duration.ofMillis(300);

    private final GoogleExchanges exchanges;
    private final ConnectionPace pace;

    GmailCalls(GoogleExchanges exchanges, ConnectionPace pace) {
        this.exchanges = exchanges;
        this.pace = pace;
    }

    /**
     * Makes the exchange, whose body is a {@link GmailCall}, ready to be sent, when it is the connection's turn.
     *
     * @throws ProviderFault when the connection has no token, or its turn is too far away
     */
    public void prepare(Exchange exchange) {
        GmailCall call = exchange.getMessage().getBody(GmailCall.class);
        exchange.setProperty(CALL, call);
        pace.await(call.connection(), call.provider(), PATIENCE);
        exchanges.prepare(
                exchange,
                new GoogleRequest(
                        API,
                        call.operation().method(),
                        call.connection().tenantId(),
                        call.connection().id(),
                        call.arguments(),
                        null));
    }

    /** @return whether the call is worth a second try after a pause, which is in the property {@code gmailPause} */
    public boolean isWorthAnotherTry(Exchange exchange) {
        GmailCall call = exchange.getProperty(CALL, GmailCall.class);
        Optional<Duration> pause = exchanges
                .fault(exchange)
                .filter(fault -> call.operation().isSafe()
                        && fault.kind() == ErrorClass.RETRY
                        && fault.status().isPresent())
                .map(fault -> fault.retryAfter().orElse(PAUSE_UNLESS_TOLD))
                .filter(asked -> asked.compareTo(LONGEST_PAUSE) <= 0);
        pause.ifPresent(asked -> exchange.setProperty(PAUSE, asked.toMillis()));
        return pause.isPresent();
    }

    /**
     * Turns what came back into a {@link GoogleAnswer}: a success, or a 404.
     *
     * @throws ProviderFault when it is none
     */
    public void answer(Exchange exchange) {
        GmailCall call = exchange.getProperty(CALL, GmailCall.class);
        try {
            exchange.getMessage().setBody(exchanges.answer(exchange, ANSWERS));
        } catch (ProviderFault fault) {
            if (fault.kind() == ErrorClass.RETRY) {
                fault.retryAfter().ifPresent(wait -> pace.close(call.connection(), wait));
            }
            throw fault;
        }
    }
}
