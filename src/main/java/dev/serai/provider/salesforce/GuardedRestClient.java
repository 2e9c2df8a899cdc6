package dev.serai.provider.salesforce;

import dev.serai.call.ProviderCalls;
import dev.serai.call.ProviderRequest;
import dev.serai.egress.OutboundResponse;
import dev.serai.provider.ErrorClass;
import dev.serai.provider.ProviderFault;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.apache.camel.Exchange;
import org.apache.camel.component.salesforce.SalesforceHttpClient;
import org.apache.camel.component.salesforce.SalesforceLoginConfig;
import org.apache.camel.component.salesforce.api.SalesforceException;
import org.apache.camel.component.salesforce.internal.client.DefaultRestClient;
import org.eclipse.jetty.client.Request;
import org.eclipse.jetty.io.Content;
import org.jspecify.annotations.Nullable;

/**
 * Sends the requests that Camel's Salesforce component writes, each through the connection of the organisation that is
 * acted for: with its token, to its own host, by the hub's guarded client. The component's own HTTP client is never started
 * and sends nothing; it only makes the objects in which the component writes its requests.
 */
final class GuardedRestClient extends DefaultRestClient {

    /** Stands for the organisation's host until it is known which one it is. */
    private static final String ANY_ORG = "https://organisation.invalid";

    /** What the connection's own call sets, or what must not be sent. */
    private static final Set<String> NOT_PASSED_ON = Set.of(
            "authorization", "accept-encoding", "accept-charset", "user-agent", "host", "cookie", "content-length");

    /** The day's requests are used up; Salesforce does not say when there are more. */
    private static final String REQUEST_LIMIT = "REQUEST_LIMIT_EXCEEDED";

    private static final Duration UNTIL_MORE_REQUESTS = Duration.ofMinutes(5);

    private static final ThreadLocal<@Nullable Org> ACTING_FOR = new ThreadLocal<>();

    private final ProviderCalls calls;

    /**
     * @param version of the REST API, such as {@code 66.0}
     * @param writing makes the requests, and is not started
     */
    GuardedRestClient(String version, SalesforceHttpClient writing, ProviderCalls calls) throws SalesforceException {
        super(writing, version, null, new SalesforceLoginConfig());
        this.calls = calls;
        setInstanceUrl(ANY_ORG);
    }

    /** Says for which organisation the requests of this thread are, until {@link #actForNobody}. */
    static void actFor(Org org) {
        ACTING_FOR.set(org);
    }

    static void actForNobody() {
        ACTING_FOR.remove();
    }

    @Override
    protected void doStart() {
        // There is no session to follow.
    }

    @Override
    public void doStop() {
        // Nothing was started.
    }

    @Override
    protected Request getRequest(String method, String url, Map<String, List<String>> headers) {
        return httpClient.newRequest(URI.create(url)).method(method).headers(fields -> headers.forEach(fields::put));
    }

    @Override
    protected void setAccessToken(Request request) {
        // The connection's own goes along when the request is sent.
    }

    @Override
    protected void doHttpRequest(Request request, ClientResponseCallback callback) {
        Org org = ACTING_FOR.get();
        if (org == null) {
            throw new IllegalStateException("It is not said which organisation a request is for");
        }
        OutboundResponse response = send(org, request);
        callback.onResponse(
                response.body().isBlank()
                        ? null
                        : new ByteArrayInputStream(response.body().getBytes(StandardCharsets.UTF_8)),
                Map.of(Exchange.HTTP_RESPONSE_CODE, String.valueOf(response.status())),
                null);
    }

    private OutboundResponse send(Org org, Request request) {
        try {
            return calls.send(org.connection(), org.provider(), written(request));
        } catch (ProviderFault fault) {
            boolean usedUp = fault.word().filter(REQUEST_LIMIT::equals).isPresent()
                    && fault.retryAfter().isEmpty();
            throw usedUp
                    ? new ProviderFault(
                            ErrorClass.RETRY,
                            String.valueOf(fault.getMessage()),
                            UNTIL_MORE_REQUESTS,
                            REQUEST_LIMIT,
                            fault.status().orElse(403))
                    : fault;
        }
    }

    private static ProviderRequest written(Request request) {
        URI url = request.getURI();
        String path = url.getRawPath() + (url.getRawQuery() == null ? "" : "?" + url.getRawQuery());
        Map<String, String> headers = new HashMap<>();
        request.getHeaders().forEach(header -> {
            if (!NOT_PASSED_ON.contains(header.getName().toLowerCase(Locale.ROOT))) {
                headers.put(header.getName(), header.getValue());
            }
        });
        headers.put("Accept", "application/json");
        ProviderRequest standard = ProviderRequest.of(request.getMethod(), path);
        return new ProviderRequest(
                request.getMethod(),
                path,
                headers,
                body(request),
                standard.timeout(),
                standard.bodyLimit(),
                standard.reading(),
                standard.patience());
    }

    private static byte[] body(Request request) {
        if (request.getBody() == null) {
            return new byte[0];
        }
        try {
            ByteBuffer written = Content.Source.asByteBuffer(request.getBody());
            byte[] body = new byte[written.remaining()];
            written.get(body);
            return body;
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }
}
