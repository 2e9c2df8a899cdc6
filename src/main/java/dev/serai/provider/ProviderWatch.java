package dev.serai.provider;

import java.time.Duration;
import java.util.SortedMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/** Takes changes of providers' files over while the hub runs, within two seconds. */
@Component
final class ProviderWatch implements SmartLifecycle {

    private static final Logger LOG = LoggerFactory.getLogger(ProviderWatch.class);

    /** A change is taken over at the second look that sees it. */
    private static final Duration PERIOD = Duration.ofMillis(500);

    private final ProviderFolder folder;
    private final Providers providers;
    private @Nullable ScheduledExecutorService watcher;

    ProviderWatch(ProviderFolder folder, Providers providers) {
        this.folder = folder;
        this.providers = providers;
    }

    @Override
    public synchronized void start() {
        ScheduledExecutorService started = Executors.newSingleThreadScheduledExecutor(work -> {
            Thread thread = new Thread(work, "providers");
            thread.setDaemon(true);
            return thread;
        });
        started.scheduleWithFixedDelay(this::look, PERIOD.toMillis(), PERIOD.toMillis(), TimeUnit.MILLISECONDS);
        watcher = started;
    }

    private void look() {
        try {
            SortedMap<String, Provider> changed = folder.look();
            if (changed != null) {
                providers.take(changed);
            }
        } catch (RuntimeException unexpected) {
            // Let out, it would end the watch for good.
            LOG.error("Providers could not be looked at", unexpected);
        }
    }

    @Override
    public synchronized void stop() {
        if (watcher != null) {
            watcher.shutdownNow();
            watcher = null;
        }
    }

    @Override
    public synchronized boolean isRunning() {
        return watcher != null;
    }
}
