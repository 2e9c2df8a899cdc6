package dev.serai.google;

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
import java.util.Optional;
import java.util.Set;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * The steps around a call of one of Camel's Google components. Such a component makes each argument of a request from a
 * header of the exchange, and the request's own headers too: so that is where a connection's token goes, into this one
 * request and nowhere else.
 */
@Component("googleExchanges")
public class GoogleExchanges {

    /** The exchange property that says which operation of the component is called. */
    public static final String OPERATION = "googleOperation";

    private static final String REQUEST = "google.request";
    private static final String TOKEN = "google.token";
    private static final String REFUSED = "google.refused";

    private final AccessTokens tokens;
    private final Providers providers;
    private final ObjectMapper json;
    private final Clock clock;

    GoogleExchanges(AccessTokens tokens, Providers providers, ObjectMapper json, Clock clock) {
        this.tokens = tokens;
        this.providers = providers;
        this.json = json;
        this.clock = clock;
    }

    /**
     * Makes the exchange ready for a request to be sent.
     *
     * @throws ProviderFault when the connection has no token
     */
    public void prepare(Exchange exchange, GoogleRequest request) {
        exchange.setProperty(REQUEST, request);
        exchange.setProperty(OPERATION, request.operation());
        prove(exchange, request, tokens.of(request.tenantId(), request.connectionId()));
    }

    /**
     * Makes the exchange ready to be sent once more, with a newer token than the one that was refused.
     *
     * @throws ProviderFault when there is none
     */
    public void renew(Exchange exchange) {
        GoogleRequest request = request(exchange);
        AccessToken refused = exchange.getProperty(TOKEN, AccessToken.class);
        prove(exchange, request, tokens.renewed(request.tenantId(), request.connectionId(), refused));
    }

    /** Makes the exchange ready to be sent once more, as it was. */
    public void repeat(Exchange exchange) {
        prove(exchange, request(exchange), exchange.getProperty(TOKEN, AccessToken.class));
    }

    private static GoogleRequest request(Exchange exchange) {
        return exchange.getProperty(REQUEST, GoogleRequest.class);
    }

    private static void prove(Exchange exchange, GoogleRequest request, AccessToken token) {
        exchange.setProperty(TOKEN, token);
        exchange.removeProperty(REFUSED);
        Message message = exchange.getMessage();
        // What the call before has left would take part in this one.
        message.removeHeaders("*");
        String prefix = request.api().headers();
        request.arguments().forEach((name, value) -> message.setHeader(prefix + name, value));
        HttpHeaders headers = new HttpHeaders();
        headers.setAuthorization("Bearer " + token.text());
        if (request.ifMatch() != null) {
            headers.setIfMatch(request.ifMatch());
        }
        message.setHeader(prefix + "requestHeaders", headers);
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
                && provider(request(exchange).api())
                        .errors()
                        .classify(401, parsed(refused.getContent()))
                        .filter(ErrorClass.REAUTHORISE::equals)
                        .isPresent();
    }

    /**
     * Tells what came back.
     *
     * @param answers the statuses of a refusal that say how things are, so that whoever asked decides what they mean
     * @return the answer; the exchange's headers are gone, and with them the token
     * @throws ProviderFault when it is none
     */
    public GoogleAnswer answer(Exchange exchange, Set<Integer> answers) {
        Message message = exchange.getMessage();
        // The token must not be found in the exchange by whatever comes next.
        message.removeHeaders("*");
        exchange.removeProperty(TOKEN);
        @Nullable Exception failed = exchange.getProperty(REFUSED, Exception.class);
        exchange.removeProperty(REFUSED);
        if (failed == null) {
            return new GoogleAnswer(200, message.getBody());
        }
        @Nullable HttpResponseException refused = refusal(failed);
        if (refused != null && answers.contains(refused.getStatusCode())) {
            return new GoogleAnswer(refused.getStatusCode(), null);
        }
        throw fault(request(exchange).api(), failed);
    }

    /** @return why the call was not answered; empty: it was */
    public Optional<ProviderFault> fault(Exchange exchange) {
        return Optional.ofNullable(exchange.getProperty(REFUSED, Exception.class))
                .map(failed -> fault(request(exchange).api(), failed));
    }

    private ProviderFault fault(GoogleApi api, Exception failed) {
        @Nullable HttpResponseException refused = refusal(failed);
        if (refused == null) {
            return unreachable(api, failed);
        }
        int status = refused.getStatusCode();
        @Nullable JsonNode body = parsed(refused.getContent());
        Provider provider = provider(api);
        ErrorRules rules = provider.errors();
        return new ProviderFault(
                rules.classify(status, body).orElse(ErrorClass.RETRY),
                message(api, status, rules.word(body).orElse(null)),
                retryAfter(provider.limits(), refused.getHeaders()),
                rules.word(body).orElse(null),
                status);
    }

    private Provider provider(GoogleApi api) {
        return providers
                .find(api.provider())
                .orElseThrow(
                        () -> new ProviderFault(ErrorClass.OPERATOR, "This hub has no provider " + api.provider()));
    }

    private static String message(GoogleApi api, int status, @Nullable String word) {
        return api.name() + " refused the call: HTTP " + status + (word == null ? "" : ", " + word);
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
    private static ProviderFault unreachable(GoogleApi api, Exception failed) {
        for (Throwable cause = failed; cause != null; cause = cause.getCause()) {
            if (cause instanceof ProviderFault known) {
                return known;
            }
            if (cause instanceof OutboundFailure failure) {
                return new ProviderFault(
                        failure.kind() == OutboundFailure.Kind.REFUSED ? ErrorClass.OPERATOR : ErrorClass.RETRY,
                        api.name() + " can't be reached: " + failure.getMessage());
            }
        }
        return new ProviderFault(ErrorClass.RETRY, api.name() + " gave an answer that can't be read");
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
