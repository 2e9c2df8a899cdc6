package dev.serai.egress;

import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CompletionException;
import okhttp3.Interceptor;
import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.Protocol;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;
import okhttp3.ResponseBody;
import okio.Buffer;
import org.jspecify.annotations.Nullable;

/**
 * Lets libraries that are made for OkHttp out through the hub's guarded client: none of their requests reaches OkHttp's
 * own network. An answer that is no success comes as a {@link RefusedAnswer}, whole.
 */
public final class OutboundOkHttp implements Interceptor {

    private final OutboundClient client;
    private final Duration timeout;
    private final int bodyLimit;

    private OutboundOkHttp(OutboundClient client, Duration timeout, int bodyLimit) {
        this.client = client;
        this.timeout = timeout;
        this.bodyLimit = bodyLimit;
    }

    /**
     * @param timeout for each whole exchange
     * @param bodyLimit how many bytes of an answer are read at most
     * @return a client to give to a library
     */
    public static OkHttpClient over(OutboundClient client, Duration timeout, int bodyLimit) {
        return new OkHttpClient.Builder()
                .addInterceptor(new OutboundOkHttp(client, timeout, bodyLimit))
                .followRedirects(false)
                .followSslRedirects(false)
                .retryOnConnectionFailure(false)
                .build();
    }

    /** An answer whose status is no success. */
    public static final class RefusedAnswer extends IOException {

        private static final long serialVersionUID = 1L;

        private final transient OutboundResponse answer;

        RefusedAnswer(OutboundResponse answer) {
            super("HTTP " + answer.status());
            this.answer = answer;
        }

        public OutboundResponse answer() {
            return answer;
        }
    }

    @Override
    public Response intercept(Chain chain) throws IOException {
        Request request = chain.request();
        OutboundResponse answer = send(request);
        if (answer.status() < 200 || answer.status() > 299) {
            throw new RefusedAnswer(answer);
        }
        String type = answer.header("content-type").orElse("text/plain");
        return new Response.Builder()
                .request(request)
                .protocol(Protocol.HTTP_1_1)
                .code(answer.status())
                .message("")
                .body(ResponseBody.create(answer.body(), MediaType.parse(type)))
                .build();
    }

    private OutboundResponse send(Request request) throws IOException {
        Map<String, String> headers = new HashMap<>();
        request.headers().forEach(header -> headers.put(header.getFirst(), header.getSecond()));
        // The guarded client unpacks nothing, and names itself.
        headers.keySet().removeIf(name -> name.toLowerCase(Locale.ROOT).matches("accept-encoding|user-agent|host"));
        @Nullable RequestBody body = request.body();
        Buffer bytes = new Buffer();
        if (body != null) {
            body.writeTo(bytes);
            @Nullable MediaType type = body.contentType();
            if (type != null) {
                headers.put("Content-Type", type.toString());
            }
        }
        try {
            return client.send(new OutboundRequest(
                            request.method(), request.url().uri(), headers, bytes.readByteArray(), timeout, bodyLimit))
                    .join();
        } catch (CompletionException failed) {
            throw new IOException("no answer", failed.getCause());
        } catch (IllegalArgumentException malformed) {
            throw new IOException("can't be sent", malformed);
        }
    }
}
