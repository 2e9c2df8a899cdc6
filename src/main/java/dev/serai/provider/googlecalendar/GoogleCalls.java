package dev.serai.provider.googlecalendar;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.google.api.client.http.HttpHeaders;
import com.google.api.client.http.HttpResponseException;
import dev.serai.egress.OutboundFailure;
import dev.serai.oauth.AccessToken;
import dev.serai.oauth.AccessTokens;
import dev.serai.provider.ErrorClass;
import dev.serai.provider.ErrorRules;
import dev.serai.provider.Limits;
import dev.serai.provider.Provider;
import dev.serai.provider.ProviderFault;
import dev.serai.provider.Providers;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * The steps around a call of Camel's Google Calendar component. The component makes each argument of a request from a
 * header of the exchange, and the request's own headers too: so that is where a connection's token goes, into this one
 * request and nowhere else.
 */
@Component("googleCalls")
public class GoogleCalls {

    private static final String PREFIX = "CamelGoogleCalendar.";
    private static final String REQUEST_HEADERS = PREFIX + "requestHeaders";
    private static final String CALL = "google.call";
    private static final String TOKEN = "google.token";
    private static final String OPERATION = "googleOperation";
    private static final String REFUSED = "googleRefused";

    /** What these say belongs to the conversation: whoever asked has to decide what it means. */
    private static final Set<Integer> ANSWERS = Set.of(
            CalendarAnswer.NOT_FOUND, CalendarAnswer.EXISTS, CalendarAnswer.GONE, CalendarAnswer.CHANGED_MEANWHILE);

    private final AccessTokens tokens;
    private final Providers providers;
    private final ObjectMapper json;
    private final Clock clock;

    GoogleCalls(AccessTokens tokens, Providers providers, ObjectMapper json, Clock clock) {
        this.tokens = tokens;
        this.providers = providers;
        this.json = json;
        this.clock = clock;
    }

    /**
     * Makes the exchange, whose body is a {@link CalendarCall}, ready to be sent.
     *
     * @throws ProviderFault when the connection has no token
     */
    public void prepare(Exchange exchange) {
        CalendarCall call = exchange.getMessage().getBody(CalendarCall.class);
        exchange.setProperty(CALL, call);
        exchange.setProperty(OPERATION, call.operation().method());
        prove(exchange, call, tokens.of(call.tenantId(), call.connectionId()));
    }

    /**
     * Makes the exchange ready to be sent once more, with a newer token than the one that was refused.
     *
     * @throws ProviderFault when there is none
     */
    public void renew(Exchange exchange) {
        CalendarCall call = exchange.getProperty(CALL, CalendarCall.class);
        AccessToken refused = exchange.getProperty(TOKEN, AccessToken.class);
        prove(exchange, call, tokens.renewed(call.tenantId(), call.connectionId(), refused));
    }

    private static void prove(Exchange exchange, CalendarCall call, AccessToken token) {
        exchange.setProperty(TOKEN, token);
        exchange.removeProperty(REFUSED);
        Message message = exchange.getMessage();
        // What the call before has left would take part in this one.
        message.removeHeaders("*");
        call.arguments().forEach((name, value) -> message.setHeader(PREFIX + name, value));
        HttpHeaders headers = new HttpHeaders();
        headers.setAuthorization("Bearer " + token.text());
        if (call.ifMatch() != null) {
            headers.setIfMatch(call.ifMatch());
        }
        message.setHeader(REQUEST_HEADERS, headers);
        message.setBody(null);
    }

    /** Keeps what became of a call that failed. */
    public void refused(Exchange exchange) {
        exchange.setProperty(REFUSED, exchange.getProperty(Exchange.EXCEPTION_CAUGHT, Exception.class));
    }

    /** @return whether Google takes the token no more */
    public boolean isTokenRefused(Exchange exchange) {
        @Nullable HttpResponseException refused = refusal(exchange.getProperty(REFUSED, Exception.class));
        return refused != null
                && refused.getStatusCode() == 401
                // Google also says 401 to an address for notices that it does not like.
                && provider()
                        .errors()
                        .classify(401, parsed(refused.getContent()))
                        .filter(ErrorClass.REAUTHORISE::equals)
                        .isPresent();
    }

    /**
     * Turns what came back into a {@link CalendarAnswer}.
     *
     * @throws ProviderFault when it is none
     */
    public void answer(Exchange exchange) {
        Message message = exchange.getMessage();
        // The token must not be found in the exchange by whatever comes next.
        message.removeHeaders("*");
        exchange.removeProperty(TOKEN);
        @Nullable Exception failed = exchange.getProperty(REFUSED, Exception.class);
        exchange.removeProperty(REFUSED);
        message.setBody(failed == null ? CalendarAnswer.of(message.getBody()) : told(failed));
    }

    private CalendarAnswer told(Exception failed) {
        @Nullable HttpResponseException refused = refusal(failed);
        if (refused == null) {
            throw unreachable(failed);
        }
        @Nullable JsonNode body = parsed(refused.getContent());
        int status = refused.getStatusCode();
        if (ANSWERS.contains(status)) {
            return new CalendarAnswer(status, null);
        }
        Provider provider = provider();
        ErrorRules rules = provider.errors();
        throw new ProviderFault(
                rules.classify(status, body).orElse(ErrorClass.RETRY),
                message(status, rules.word(body).orElse(null)),
                retryAfter(provider.limits(), refused.getHeaders()),
                rules.word(body).orElse(null));
    }

    private Provider provider() {
        return providers
                .find(GoogleCalendar.PROVIDER)
                .orElseThrow(() ->
                        new ProviderFault(ErrorClass.OPERATOR, "This hub has no provider " + GoogleCalendar.PROVIDER));
    }

    private static String message(int status, @Nullable String word) {
        return GoogleCalendar.NAME + " refused the call: HTTP " + status + (word == null ? "" : ", " + word);
    }

    private @Nullable Duration retryAfter(Limits limits, HttpHeaders headers) {
        Map<String, String> all = new HashMap<>();
        headers.forEach((name, value) -> {
            @Nullable String first = headers.getFirstHeaderStringValue(name);
            if (first != null) {
                all.put(name.toLowerCase(Locale.ROOT), first);
            }
        });
        return limits.waitAfter(all, clock.instant()).orElse(null);
    }

    /** Neither an answer nor a refusal: the network, or something that only looks like Google. */
    private static ProviderFault unreachable(Exception failed) {
        for (Throwable cause = failed; cause != null; cause = cause.getCause()) {
            if (cause instanceof ProviderFault known) {
                return known;
            }
            if (cause instanceof OutboundFailure failure) {
                return new ProviderFault(
                        failure.kind() == OutboundFailure.Kind.REFUSED ? ErrorClass.OPERATOR : ErrorClass.RETRY,
                        GoogleCalendar.NAME + " can't be reached: " + failure.getMessage());
            }
        }
        return new ProviderFault(ErrorClass.RETRY, GoogleCalendar.NAME + " gave an answer that can't be read");
    }

    private static @Nullable HttpResponseException refusal(@Nullable Throwable failed) {
        for (Throwable cause = failed; cause != null; cause = cause.getCause()) {
            if (cause instanceof HttpResponseException refused) {
                return refused;
            }
        }
        return null;
    }

    /** Google's client leaves off the object around an error; the provider's file has it, as Google does. */
    private @Nullable JsonNode parsed(@Nullable String body) {
        try {
            @Nullable JsonNode read = body == null ? null : json.readTree(body);
            return read == null || read.has("error")
                    ? read
                    : json.createObjectNode().set("error", read);
        } catch (JsonProcessingException none) {
            return null;
        }
    }
}
