package dev.serai.webhook.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class EngineThreadTest {

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final CountDownLatch begun = new CountDownLatch(1);
    private final CountDownLatch never = new CountDownLatch(1);

    @Test
    void worksFromItsStartToItsStop() throws InterruptedException {
        AtomicReference<EngineThread> own = new AtomicReference<>();
        EngineThread thread = new EngineThread("test", () -> {
            begun.countDown();
            while (own.get().isRunning()) {
                Thread.onSpinWait();
            }
        });
        own.set(thread);
        assertThat(thread.isRunning()).isFalse();
        thread.start();
        begun.await();

        assertThat(thread.isRunning()).isTrue();
        assertThat(thread.stop(PATIENCE)).isTrue();
        assertThat(thread.isRunning()).isFalse();
    }

    @Test
    void leavesWorkAloneThatDoesNotEndInTime() throws InterruptedException {
        CountDownLatch interrupted = new CountDownLatch(1);
        EngineThread thread = new EngineThread("test", () -> {
            begun.countDown();
            try {
                never.await();
            } catch (InterruptedException stopped) {
                interrupted.countDown();
            }
        });
        thread.start();
        begun.await();

        assertThat(thread.stop(Duration.ofMillis(10))).isFalse();
        assertThat(interrupted.getCount()).isEqualTo(1);
        thread.interrupt();
        assertThat(interrupted.await(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void keepsTheInterruptOfWhoeverStopsIt() throws InterruptedException {
        EngineThread thread = new EngineThread("test", this::hang);
        thread.start();
        begun.await();
        Thread.currentThread().interrupt();

        assertThat(thread.stop(PATIENCE)).isFalse();
        assertThat(Thread.interrupted()).isTrue();
        thread.interrupt();
    }

    @Test
    void hasEndedWhenItWasNeverStarted() {
        assertThat(new EngineThread("test", this::hang).stop(PATIENCE)).isTrue();
    }

    private void hang() {
        begun.countDown();
        try {
            never.await();
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }
}
