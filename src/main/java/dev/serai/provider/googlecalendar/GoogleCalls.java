package dev.serai.provider.googlecalendar;

import dev.serai.google.GoogleAnswer;
import dev.serai.google.GoogleApi;
import dev.serai.google.GoogleExchanges;
import dev.serai.google.GoogleRequest;
import dev.serai.provider.ProviderFault;
import java.util.Set;
import org.apache.camel.Exchange;
import org.springframework.stereotype.Component;

/** The steps around a call of Camel's Google Calendar component. */
@Component("googleCalls")
public class GoogleCalls {

    private static final GoogleApi API =
            new GoogleApi(GoogleCalendar.PROVIDER, GoogleCalendar.NAME, "CamelGoogleCalendar.");

    /** What these say belongs to the conversation: whoever asked has to decide what it means. */
    private static final Set<Integer> ANSWERS = Set.of(
            CalendarAnswer.NOT_FOUND, CalendarAnswer.EXISTS, CalendarAnswer.GONE, CalendarAnswer.CHANGED_MEANWHILE);

    private final GoogleExchanges exchanges;

    GoogleCalls(GoogleExchanges exchanges) {
        this.exchanges = exchanges;
    }

    /**
     * Makes the exchange, whose body is a {@link CalendarCall}, ready to be sent.
     *
     * @throws ProviderFault when the connection has no token
     */
    public void prepare(Exchange exchange) {
        CalendarCall call = exchange.getMessage().getBody(CalendarCall.class);
        exchanges.prepare(
                exchange,
                new GoogleRequest(
                        API,
                        call.operation().method(),
                        call.tenantId(),
                        call.connectionId(),
                        call.arguments(),
                        call.ifMatch()));
    }

    /**
     * Turns what came back into a {@link CalendarAnswer}.
     *
     * @throws ProviderFault when it is none
     */
    public void answer(Exchange exchange) {
        GoogleAnswer answer = exchanges.answer(exchange, ANSWERS);
        exchange.getMessage().setBody(new CalendarAnswer(answer.status(), answer.body()));
    }
}
