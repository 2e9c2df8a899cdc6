package dev.serai.vault;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/** Notices a rotated keyset while the hub runs, and has everything sealed again under its new key. */
final class KeyFollowing implements SmartLifecycle {

    private static final Logger LOG = LoggerFactory.getLogger(KeyFollowing.class);
    private static final Duration LOOK = Duration.ofSeconds(1);
    private static final Duration SOON = Duration.ofSeconds(10);
    /** Longer than any transaction that may still write a value sealed under the old key. */
    private static final Duration SETTLED = Duration.ofMinutes(1);

    private final Vault vault;
    private final Resealing resealing;
    private final Clock clock;
    private @Nullable String followedKey;
    private @Nullable Instant nextRun;
    private volatile @Nullable ScheduledExecutorService executor;

    KeyFollowing(Vault vault, Resealing resealing, Clock clock) {
        this.vault = vault;
        this.resealing = resealing;
        this.clock = clock;
    }

    /** Looks at the keyset, and seals again when there is reason to. Called by one thread. */
    void look() {
        vault.reload();
        String key = vault.keyset().primaryId();
        boolean changed = !key.equals(followedKey);
        if (changed || nextRun != null && !clock.instant().isBefore(nextRun)) {
            followedKey = key;
            // It stands if the run fails.
            nextRun = clock.instant().plus(SOON);
            nextRun = next(changed, resealing.run());
        }
    }

    private @Nullable Instant next(boolean changed, Resealing.Tally tally) {
        if (tally.left() > 0) {
            return clock.instant().plus(SOON);
        }
        // A hub that learned of the key later may have used the old one meanwhile.
        return changed || tally.resealed() > 0 ? clock.instant().plus(SETTLED) : null;
    }

    private void lookSafely() {
        try {
            look();
        } catch (RuntimeException failed) {
            LOG.warn("Sealing again under the vault's new key failed and will be tried again", failed);
        }
    }

    @Override
    public void start() {
        ScheduledExecutorService started = Executors.newSingleThreadScheduledExecutor(task -> {
            Thread thread = new Thread(task, "vault-key");
            thread.setDaemon(true);
            return thread;
        });
        started.scheduleWithFixedDelay(this::lookSafely, 0, LOOK.toMillis(), TimeUnit.MILLISECONDS);
        executor = started;
    }

    @Override
    public void stop() {
        ScheduledExecutorService running = executor;
        executor = null;
        if (running == null) {
            return;
        }
        running.shutdownNow();
        try {
            if (!running.awaitTermination(10, TimeUnit.SECONDS)) {
                LOG.warn("Sealing again under the vault's new key was still at work when the hub stopped");
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public boolean isRunning() {
        return executor != null;
    }
}
