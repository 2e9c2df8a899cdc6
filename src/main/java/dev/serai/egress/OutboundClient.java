package dev.serai.egress;

import java.net.ConnectException;
import java.net.InetAddress;
import java.net.URI;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Future;
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
import org.apache.hc.client5.http.impl.nio.PoolingAsyncClientConnectionManagerBuilder;
import org.apache.hc.core5.concurrent.FutureCallback;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.http.config.Http1Config;
import org.apache.hc.core5.http.message.BasicHttpRequest;
import org.apache.hc.core5.http.nio.entity.BasicAsyncEntityProducer;
import org.apache.hc.core5.http.nio.support.BasicRequestProducer;
import org.apache.hc.core5.http2.HttpVersionPolicy;
import org.apache.hc.core5.io.CloseMode;
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

    private final VettedAddresses addresses;
    private final CloseableHttpAsyncClient client;
    private final ScheduledThreadPoolExecutor deadlines;

    OutboundClient(VettedAddresses addresses, EgressProperties properties) {
        this.addresses = addresses;
        this.client = client(addresses, properties);
        this.client.start();
        this.deadlines = new ScheduledThreadPoolExecutor(1, work -> {
            Thread thread = new Thread(work, "egress-deadlines");
            thread.setDaemon(true);
            return thread;
        });
        this.deadlines.setRemoveOnCancelPolicy(true);
    }

    private static CloseableHttpAsyncClient client(VettedAddresses addresses, EgressProperties properties) {
        var connections = PoolingAsyncClientConnectionManagerBuilder.create()
                .setDnsResolver(addresses)
                .setMaxConnTotal(properties.connections())
                .setMaxConnPerRoute(properties.connectionsPerHost())
                .setDefaultTlsConfig(TlsConfig.custom()
                        .setVersionPolicy(HttpVersionPolicy.FORCE_HTTP_1)
                        .build())
                .setDefaultConnectionConfig(ConnectionConfig.custom()
                        .setConnectTimeout(Timeout.of(properties.connectTimeout()))
                        // A receiver may close an idle connection at any time; one that has rested is tried first.
                        .setValidateAfterInactivity(TimeValue.ofSeconds(1))
                        .setTimeToLive(TimeValue.ofMinutes(5))
                        .build())
                .build();
        return HttpAsyncClients.custom()
                .setConnectionManager(connections)
                .setIOReactorConfig(IOReactorConfig.custom()
                        .setIoThreadCount(properties.ioThreads())
                        .setTcpNoDelay(true)
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
                        .build())
                .disableRedirectHandling()
                .disableAutomaticRetries()
                .disableCookieManagement()
                .disableAuthCaching()
                .setUserAgent(USER_AGENT)
                .evictIdleConnections(TimeValue.of(properties.keepAlive()))
                .build();
    }

    /**
     * Sends a request.
     *
     * @return the answer, whatever its status; or a failure with an {@link OutboundFailure}
     */
    public CompletableFuture<OutboundResponse> send(OutboundRequest request) {
        CompletableFuture<OutboundResponse> answer = new CompletableFuture<>();
        ScheduledFuture<?> deadline = deadlines.schedule(
                () -> answer.completeExceptionally(
                        new OutboundFailure(OutboundFailure.Kind.TIMEOUT, "Connection timeout")),
                request.timeout().toMillis(),
                TimeUnit.MILLISECONDS);
        answer.whenComplete((response, failure) -> deadline.cancel(false));
        CompletableFuture<InetAddress[]> destination = addresses.of(host(request.url()));
        if (destination.isDone() && !destination.isCompletedExceptionally()) {
            execute(request, answer);
        } else {
            destination.whenComplete((found, failure) -> {
                if (failure != null) {
                    answer.completeExceptionally(told(failure));
                } else {
                    execute(request, answer);
                }
            });
        }
        return answer;
    }

    private void execute(OutboundRequest request, CompletableFuture<OutboundResponse> answer) {
        if (answer.isDone()) {
            return;
        }
        BasicHttpRequest head = new BasicHttpRequest(request.method(), request.url());
        request.headers().forEach(head::addHeader);
        var producer = new BasicRequestProducer(
                head, request.body().length == 0 ? null : new BasicAsyncEntityProducer(request.body(), null));
        Future<OutboundResponse> exchange = client.execute(
                HttpHost.create(request.url()),
                producer,
                new BoundedAnswer(request.bodyLimit(), answer::complete),
                null,
                null,
                new FutureCallback<>() {
                    @Override
                    public void completed(OutboundResponse response) {
                        answer.complete(response);
                    }

                    @Override
                    public void failed(Exception failure) {
                        answer.completeExceptionally(told(failure));
                    }

                    @Override
                    public void cancelled() {
                        answer.completeExceptionally(
                                new OutboundFailure(OutboundFailure.Kind.TIMEOUT, "Connection timeout"));
                    }
                });
        // Out of time, or the limit of the body reached: the exchange ends here, and its connection with it.
        answer.whenComplete((response, failure) -> {
            if (!exchange.isDone()) {
                exchange.cancel(true);
            }
        });
    }

    private static String host(URI url) {
        String host = url.getHost();
        return host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
    }

    private static OutboundFailure told(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof OutboundFailure known) {
                return known;
            }
            if (cause instanceof SSLException) {
                return new OutboundFailure(OutboundFailure.Kind.TLS, "TLS handshake failed");
            }
            if (cause instanceof TimeoutException || cause instanceof java.net.SocketTimeoutException) {
                return new OutboundFailure(OutboundFailure.Kind.TIMEOUT, "Connection timeout");
            }
            if (cause instanceof ConnectException) {
                return new OutboundFailure(OutboundFailure.Kind.CONNECT, "Connection refused");
            }
            if (cause instanceof CompletionException) {
                continue;
            }
        }
        return new OutboundFailure(OutboundFailure.Kind.BROKEN, "The receiver closed the connection without an answer");
    }

    @Override
    public void destroy() {
        deadlines.shutdownNow();
        client.close(CloseMode.IMMEDIATE);
    }
}
