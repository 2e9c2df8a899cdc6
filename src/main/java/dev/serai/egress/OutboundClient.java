package dev.serai.egress;

import java.net.ConnectException;
import java.net.InetAddress;
import java.net.NoRouteToHostException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.channels.ClosedChannelException;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLException;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.config.TlsConfig;
import org.apache.hc.client5.http.impl.async.CloseableHttpAsyncClient;
import org.apache.hc.client5.http.impl.async.HttpAsyncClients;
import org.apache.hc.client5.http.impl.nio.PoolingAsyncClientConnectionManager;
import org.apache.hc.client5.http.impl.nio.PoolingAsyncClientConnectionManagerBuilder;
import org.apache.hc.core5.concurrent.FutureCallback;
import org.apache.hc.core5.http.ConnectionClosedException;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.http.MessageConstraintException;
import org.apache.hc.core5.http.config.Http1Config;
import org.apache.hc.core5.http2.HttpVersionPolicy;
import org.apache.hc.core5.io.CloseMode;
import org.apache.hc.core5.pool.PoolStats;
import org.apache.hc.core5.reactor.IOReactorConfig;
import org.apache.hc.core5.util.TimeValue;
import org.apache.hc.core5.util.Timeout;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.stereotype.Component;

/**
 * Sends HTTP requests to where the guard allows. It follows no redirect, keeps no cookie, repeats nothing, unpacks
 * nothing, and holds no thread while it waits.
 */
@Component
public class OutboundClient implements DisposableBean {

    private static final String USER_AGENT = "Serai";
    /** Longer than any exchange: a connection on which nothing has moved for so long is closed. */
    private static final Duration ABANDONED = Duration.ofMinutes(5);
    /** How many connections in a row may turn out to be closed by their receiver before a new one must have come. */
    private static final int STALE_AT_MOST = 5;

    private final VettedAddresses addresses;
    private final PoolingAsyncClientConnectionManager connections;
    private final CloseableHttpAsyncClient client;
    private final ScheduledThreadPoolExecutor deadlines;
    private final Set<CompletableFuture<OutboundBytes>> inFlight = ConcurrentHashMap.newKeySet();

    OutboundClient(VettedAddresses addresses, EgressProperties properties) {
        this.addresses = addresses;
        this.connections = connections(addresses, properties);
        this.client = client(connections, properties);
        this.client.start();
        this.deadlines = new ScheduledThreadPoolExecutor(1, work -> {
            Thread thread = new Thread(work, "egress-deadlines");
            thread.setDaemon(true);
            return thread;
        });
        this.deadlines.setRemoveOnCancelPolicy(true);
    }

    private static PoolingAsyncClientConnectionManager connections(
            VettedAddresses addresses, EgressProperties properties) {
        return PoolingAsyncClientConnectionManagerBuilder.create()
                .setDnsResolver(addresses)
                .setMaxConnTotal(properties.connections())
                .setMaxConnPerRoute(properties.connectionsPerHost())
                .setDefaultTlsConfig(TlsConfig.custom()
                        .setVersionPolicy(HttpVersionPolicy.FORCE_HTTP_1)
                        .build())
                .setDefaultConnectionConfig(ConnectionConfig.custom()
                        .setConnectTimeout(Timeout.of(properties.connectTimeout()))
                        .setTimeToLive(TimeValue.ofMinutes(5))
                        .build())
                .build();
    }

    private static CloseableHttpAsyncClient client(
            PoolingAsyncClientConnectionManager connections, EgressProperties properties) {
        return HttpAsyncClients.custom()
                .setConnectionManager(connections)
                .setIOReactorConfig(IOReactorConfig.custom()
                        .setIoThreadCount(properties.ioThreads())
                        .setTcpNoDelay(true)
                        // For what nobody waits for any more, such as a handshake that ended after its exchange.
                        .setSoTimeout(Timeout.of(ABANDONED))
                        .build())
                .setHttp1Config(Http1Config.custom()
                        .setMaxHeaderCount(100)
                        .setMaxLineLength(16_384)
                        .setMaxEmptyLineCount(10)
                        .build())
                .setDefaultRequestConfig(RequestConfig.custom()
                        .setRedirectsEnabled(false)
                        .setContentCompressionEnabled(false)
                        .setAuthenticationEnabled(false)
                        .setExpectContinueEnabled(false)
                        .setProtocolUpgradeEnabled(false)
                        .build())
                .addExecInterceptorLast("leash", Leash::fasten)
                .disableRedirectHandling()
                .disableAutomaticRetries()
                .disableCookieManagement()
                .disableAuthCaching()
                .setUserAgent(USER_AGENT)
                .evictIdleConnections(TimeValue.of(properties.keepAlive()))
                .build();
    }

    /** @return how many requests are under way or wait for a connection */
    int inFlight() {
        return inFlight.size();
    }

    /** @return how the connections are used */
    PoolStats connections() {
        return connections.getTotalStats();
    }

    /**
     * Sends a request.
     *
     * @return the answer, whatever its status; or a failure with an {@link OutboundFailure}. Who completes it ends the
     *     exchange.
     */
    public CompletableFuture<OutboundResponse> send(OutboundRequest request) {
        CompletableFuture<OutboundResponse> answer = new CompletableFuture<>();
        CompletableFuture<OutboundBytes> exchange = sendForBytes(request, Room.ENOUGH);
        exchange.whenComplete((bytes, failure) -> {
            if (failure == null) {
                answer.complete(bytes.text());
            } else {
                answer.completeExceptionally(failure);
            }
        });
        answer.whenComplete((response, failure) -> exchange.cancel(false));
        return answer;
    }

    /**
     * Sends a request whose answer is wanted byte for byte.
     *
     * @param room where the answer's body may be kept
     * @return as for {@link #send}
     */
    public CompletableFuture<OutboundBytes> sendForBytes(OutboundRequest request, Room room) {
        CompletableFuture<OutboundBytes> answer = new CompletableFuture<>();
        inFlight.add(answer);
        answer.whenComplete((response, failure) -> inFlight.remove(answer));
        try {
            ScheduledFuture<?> deadline = deadlines.schedule(
                    () -> answer.completeExceptionally(outOfTime()),
                    request.timeout().toMillis(),
                    TimeUnit.MILLISECONDS);
            answer.whenComplete((response, failure) -> deadline.cancel(false));
        } catch (RejectedExecutionException stopped) {
            answer.completeExceptionally(stopping());
            return answer;
        }
        CompletableFuture<InetAddress[]> destination =
                addresses.of(request.url().getHost());
        if (destination.isDone() && !destination.isCompletedExceptionally()) {
            execute(request, room, answer, STALE_AT_MOST);
        } else {
            destination.whenComplete((found, failure) -> {
                if (failure != null) {
                    answer.completeExceptionally(told(failure));
                } else {
                    execute(request, room, answer, STALE_AT_MOST);
                }
            });
        }
        return answer;
    }

    private void execute(OutboundRequest request, Room room, CompletableFuture<OutboundBytes> answer, int stale) {
        if (answer.isDone()) {
            return;
        }
        WatchedRequest sent = new WatchedRequest(request);
        Leash leash = new Leash();
        Future<OutboundBytes> exchange = client.execute(
                HttpHost.create(request.url()),
                sent,
                new BoundedAnswer(request.bodyLimit(), room, answer),
                null,
                leash.context(),
                new FutureCallback<>() {
                    @Override
                    public void completed(OutboundBytes response) {
                        answer.complete(response);
                    }

                    @Override
                    public void failed(Exception failure) {
                        // The receiver had closed a connection that was kept; there is another, or a new one.
                        if (stale > 0 && isClosed(failure) && sent.wasNotSent(failure)) {
                            execute(request, room, answer, stale - 1);
                        } else {
                            answer.completeExceptionally(told(failure));
                        }
                    }

                    @Override
                    public void cancelled() {
                        answer.completeExceptionally(outOfTime());
                    }
                });
        // Out of time, or the limit of the body reached: the exchange ends here, and its connection with it.
        answer.whenComplete((response, failure) -> {
            if (!exchange.isDone()) {
                exchange.cancel(true);
                leash.cut();
            }
        });
    }

    private static boolean isClosed(Exception failure) {
        return failure instanceof ConnectionClosedException
                || failure.getClass() == SocketException.class
                || failure instanceof ClosedChannelException;
    }

    private static OutboundFailure stopping() {
        return new OutboundFailure(OutboundFailure.Kind.BROKEN, "The hub is stopping");
    }

    private static OutboundFailure outOfTime() {
        return new OutboundFailure(OutboundFailure.Kind.TIMEOUT, "Connection timeout");
    }

    private static OutboundFailure told(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof OutboundFailure known) {
                return known;
            }
            if (cause instanceof SSLException) {
                return new OutboundFailure(OutboundFailure.Kind.TLS, "TLS handshake failed");
            }
            if (cause instanceof TimeoutException || cause instanceof SocketTimeoutException) {
                return outOfTime();
            }
            if (cause instanceof ConnectException || cause instanceof NoRouteToHostException) {
                return new OutboundFailure(OutboundFailure.Kind.CONNECT, "Connection refused");
            }
            if (cause instanceof HttpException || cause instanceof MessageConstraintException) {
                return new OutboundFailure(OutboundFailure.Kind.BROKEN, "The receiver's answer is not valid HTTP");
            }
        }
        return new OutboundFailure(OutboundFailure.Kind.BROKEN, "The receiver closed the connection without an answer");
    }

    @Override
    public void destroy() {
        deadlines.shutdownNow();
        client.close(CloseMode.IMMEDIATE);
        // A closed client tells nobody; who waits for an answer must not wait for ever.
        inFlight.forEach(answer -> answer.completeExceptionally(stopping()));
    }
}
