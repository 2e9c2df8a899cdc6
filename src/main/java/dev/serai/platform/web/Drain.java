package dev.serai.platform.web;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.LockSupport;
import org.apache.catalina.connector.Connector;
import org.apache.coyote.http11.AbstractHttp11Protocol;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.actuate.health.Health;
import org.springframework.boot.actuate.health.HealthIndicator;
import org.springframework.boot.web.embedded.tomcat.TomcatConnectorCustomizer;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/**
 * The first thing that happens when a hub is told to stop: it says that it is not ready, and for a while goes on taking
 * calls. So whoever shares calls out among hubs leaves this one before it refuses any. Every answer meanwhile ends its
 * connection, so that a client that keeps connections comes back to another hub.
 */
@Component
class Drain implements SmartLifecycle, HealthIndicator, TomcatConnectorCustomizer {

    private static final Logger LOG = LoggerFactory.getLogger(Drain.class);
    private static final Duration AMONG_SEVERAL = Duration.ofSeconds(5);

    private final Duration time;
    private final List<AbstractHttp11Protocol<?>> protocols = new CopyOnWriteArrayList<>();
    private volatile boolean running;
    private volatile boolean draining;

    /** @param embedded where the hub's own database is, which no other hub can share; empty: it uses another one */
    Drain(ShutdownProperties properties, @Value("${serai.database.embedded:}") String embedded) {
        Duration usual = embedded.isEmpty() ? AMONG_SEVERAL : Duration.ZERO;
        this.time = properties.drain() == null ? usual : properties.drain();
    }

    @Override
    public void customize(Connector connector) {
        if (connector.getProtocolHandler() instanceof AbstractHttp11Protocol<?> http) {
            protocols.add(http);
        }
    }

    @Override
    public Health health() {
        return draining ? Health.outOfService().build() : Health.up().build();
    }

    @Override
    public void start() {
        draining = false;
        running = true;
    }

    @Override
    public void stop() {
        running = false;
        draining = true;
        protocols.forEach(http -> http.setMaxKeepAliveRequests(1));
        if (!time.isZero()) {
            LOG.info("Stopping: not ready any more, and taking calls for another {} ms", time.toMillis());
            long end = System.nanoTime() + time.toNanos();
            for (long left = time.toNanos();
                    left > 0 && !Thread.currentThread().isInterrupted();
                    left = end - System.nanoTime()) {
                LockSupport.parkNanos(left);
            }
        }
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    /** Before anything else stops. */
    @Override
    public int getPhase() {
        return Integer.MAX_VALUE;
    }
}
