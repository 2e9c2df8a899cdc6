package dev.serai.google;

import com.google.api.client.http.HttpTransport;
import com.google.api.client.http.LowLevelHttpRequest;
import com.google.api.client.http.LowLevelHttpResponse;
import dev.serai.egress.OutboundClient;
import dev.serai.egress.OutboundFailure;
import dev.serai.egress.OutboundRequest;
import dev.serai.egress.OutboundResponse;
import dev.serai.provider.ErrorClass;
import dev.serai.provider.ProviderFault;
import dev.serai.provider.ProviderTraffic;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CompletionException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Lets Google's client out through the hub's guarded one: no other address than the provider's, no redirect, no cookie, a
 * bound on time and on what is read.
 */
public final class GuardedTransport extends HttpTransport {

    private final OutboundClient client;
    private final ProviderTraffic traffic;
    private final String provider;
    private final String madeFor;
    private final Supplier<URI> base;
    private final Duration timeout;
    private final int longestAnswer;

    /**
     * @param provider the id of the provider whose client it is
     * @param madeFor what the addresses of Google's client begin with, a slash at the end
     * @param base what they begin with here instead, without a slash at the end
     * @param timeout for the whole of a call
     * @param longestAnswer how many bytes of an answer are read; a longer one is a {@link ProviderFault}, which no further
     *     try would help
     */
    public GuardedTransport(
            OutboundClient client,
            ProviderTraffic traffic,
            String provider,
            String madeFor,
            Supplier<URI> base,
            Duration timeout,
            int longestAnswer) {
        this.client = client;
        this.traffic = traffic;
        this.provider = provider;
        this.madeFor = madeFor;
        this.base = base;
        this.timeout = timeout;
        this.longestAnswer = longestAnswer;
    }

    @Override
    public boolean supportsMethod(String method) {
        // Also PATCH, which others have to disguise as a POST.
        return true;
    }

    @Override
    protected LowLevelHttpRequest buildRequest(String method, String url) {
        if (!url.startsWith(madeFor)) {
            throw new IllegalArgumentException("Google's client was told to call another address than its own");
        }
        return new Request(method, URI.create(base.get() + "/" + url.substring(madeFor.length())));
    }

    private final class Request extends LowLevelHttpRequest {

        private final String method;
        private final URI url;
        private final Map<String, String> headers = new HashMap<>();

        Request(String method, URI url) {
            this.method = method;
            this.url = url;
        }

        @Override
        public void addHeader(String name, String value) {
            // The guarded client unpacks nothing, and names itself.
            if (!name.equalsIgnoreCase("Accept-Encoding") && !name.equalsIgnoreCase("User-Agent")) {
                headers.put(name, value);
            }
        }

        @Override
        public LowLevelHttpResponse execute() throws IOException {
            ByteArrayOutputStream body = new ByteArrayOutputStream();
            if (getStreamingContent() != null) {
                getStreamingContent().writeTo(body);
                headers.put("Content-Type", getContentType());
            }
            try (ProviderTraffic.Conversation conversation = traffic.begin(provider)) {
                OutboundResponse answer = client.send(new OutboundRequest(
                                method, url, headers, body.toByteArray(), timeout, longestAnswer + 1))
                        .join();
                conversation.answered(answer.status());
                return new Response(answer);
            } catch (CompletionException failed) {
                if (failed.getCause() instanceof OutboundFailure failure) {
                    throw new IOException(failure.getMessage(), failure);
                }
                throw failed;
            }
        }
    }

    private final class Response extends LowLevelHttpResponse {

        private final OutboundResponse answer;
        private final byte[] body;
        private final List<Map.Entry<String, String>> headers;

        Response(OutboundResponse answer) {
            this.answer = answer;
            this.body = answer.body().getBytes(StandardCharsets.UTF_8);
            if (body.length > longestAnswer) {
                throw new ProviderFault(
                        ErrorClass.PERMANENT,
                        "Google's answer is longer than the " + longestAnswer + " bytes that the hub reads");
            }
            this.headers = List.copyOf(answer.headers().entrySet());
        }

        @Override
        public InputStream getContent() {
            return new ByteArrayInputStream(body);
        }

        @Override
        public @Nullable String getContentEncoding() {
            return answer.headers().get("content-encoding");
        }

        @Override
        public long getContentLength() {
            return body.length;
        }

        @Override
        public @Nullable String getContentType() {
            return answer.headers().get("content-type");
        }

        @Override
        public String getStatusLine() {
            return "HTTP/1.1 " + answer.status();
        }

        @Override
        public int getStatusCode() {
            return answer.status();
        }

        @Override
        public @Nullable String getReasonPhrase() {
            return null;
        }

        @Override
        public int getHeaderCount() {
            return headers.size();
        }

        @Override
        public String getHeaderName(int index) {
            return headers.get(index).getKey().toLowerCase(Locale.ROOT);
        }

        @Override
        public String getHeaderValue(int index) {
            return headers.get(index).getValue();
        }
    }
}
