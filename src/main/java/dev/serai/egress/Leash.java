package dev.serai.egress;

import java.io.IOException;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.hc.client5.http.async.AsyncExecCallback;
import org.apache.hc.client5.http.async.AsyncExecChain;
import org.apache.hc.client5.http.async.AsyncExecRuntime;
import org.apache.hc.client5.http.protocol.HttpClientContext;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.HttpRequest;
import org.apache.hc.core5.http.RequestNotExecutedException;
import org.apache.hc.core5.http.nio.AsyncEntityProducer;
import org.jspecify.annotations.Nullable;

/**
 * Ends an exchange at any moment, together with its connection. Cancelling the client's future is not enough: the client
 * forgets what there is to cancel whenever a connection comes at once, and the exchange then holds its connection for as
 * long as the receiver likes.
 */
final class Leash {

    private static final String ATTRIBUTE = Leash.class.getName();

    /** Null: not connected yet; {@link #CUT}: ended; else what holds the connection. */
    private final AtomicReference<@Nullable Object> connected = new AtomicReference<>();

    private static final Object CUT = new Object();

    /** @return the context to run the exchange in */
    HttpClientContext context() {
        HttpClientContext context = HttpClientContext.create();
        context.setAttribute(ATTRIBUTE, this);
        return context;
    }

    /** Closes the connection, or keeps the request from being sent when there is none yet. */
    void cut() {
        if (connected.getAndSet(CUT) instanceof AsyncExecRuntime runtime) {
            runtime.discardEndpoint();
        }
    }

    /** A step of the client's chain, after it has connected and before it sends. */
    static void fasten(
            HttpRequest request,
            @Nullable AsyncEntityProducer body,
            AsyncExecChain.Scope scope,
            AsyncExecChain chain,
            AsyncExecCallback callback)
            throws HttpException, IOException {
        Leash leash = (Leash) scope.clientContext.getAttribute(ATTRIBUTE);
        if (leash.connected.compareAndSet(null, scope.execRuntime)) {
            chain.proceed(request, body, scope, callback);
        } else {
            callback.failed(new RequestNotExecutedException("ended while it connected"));
        }
    }
}
