package dev.serai.platform.routes;

import dev.serai.provider.Providers;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.SortedMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.apache.camel.CamelContext;
import org.apache.camel.model.ModelCamelContext;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.ApplicationContext;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/**
 * Takes changes of the routes' files over while the hub runs, within two seconds. A file with a fault changes nothing, and
 * keeps no other file from being taken over.
 */
@Component
class RouteWatch implements SmartLifecycle, DisposableBean {

    private static final Logger LOG = LoggerFactory.getLogger(RouteWatch.class);

    /** A change is taken over at the second look that sees it. */
    private static final Duration PERIOD = Duration.ofMillis(500);

    private final RouteFolder folder;
    private final FolderRoutes started;
    private final ObjectProvider<CamelContext> camel;
    private final ApplicationContext context;
    private final ProviderNeeds needs;
    private final Clock clock;
    private final ContractFiles contracts;
    private @Nullable RouteKeeper keeper;
    private @Nullable ScheduledExecutorService watcher;

    /** @param camel not the context itself: Spring would start it together with this, before it has its routes */
    RouteWatch(
            RouteFolder folder,
            FolderRoutes started,
            ObjectProvider<CamelContext> camel,
            ApplicationContext context,
            Providers providers,
            Clock clock,
            @Value("${serai.routes-dir}") Path routes) {
        this.folder = folder;
        this.started = started;
        this.camel = camel;
        this.context = context;
        this.needs = new ProviderNeeds(providers);
        this.clock = clock;
        this.contracts = new ContractFiles(routes);
    }

    @Override
    public synchronized void start() {
        ScheduledExecutorService executor = Executors.newSingleThreadScheduledExecutor(work -> {
            Thread thread = new Thread(work, "routes");
            thread.setDaemon(true);
            return thread;
        });
        executor.scheduleWithFixedDelay(this::look, PERIOD.toMillis(), PERIOD.toMillis(), TimeUnit.MILLISECONDS);
        watcher = executor;
    }

    private void look() {
        try {
            if (keeper == null) {
                if (!camel.getObject().isStarted()) {
                    return;
                }
                keeper =
                        new RouteKeeper(started.loaded(), (ModelCamelContext) camel.getObject(), context, needs, clock);
            }
            keeper.look();
            contracts.look();
            SortedMap<String, String> found = folder.look();
            if (found != null) {
                keeper.take(found);
            }
        } catch (RuntimeException | Error unexpected) {
            // Let out, it would end the watch for good.
            LOG.error("Routes could not be looked at", unexpected);
        }
    }

    @Override
    public synchronized void stop() {
        if (watcher != null) {
            watcher.shutdownNow();
            try {
                // An exchange that has begun is brought to its end before the routes are stopped.
                watcher.awaitTermination(PERIOD.toMillis() * 10, TimeUnit.MILLISECONDS);
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
            }
            watcher = null;
        }
    }

    /** A hub whose start fails is not stopped; its parts are only taken away. */
    @Override
    public void destroy() {
        if (isRunning()) {
            stop();
        }
    }

    @Override
    public synchronized boolean isRunning() {
        return watcher != null;
    }
}
