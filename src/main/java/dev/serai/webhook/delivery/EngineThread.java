package dev.serai.webhook.delivery;

import java.time.Duration;

/** One of the engine's own threads: works from its owner's start to its stop, and never keeps a program alive. */
final class EngineThread {

    private final String name;
    private final Runnable work;
    private volatile boolean running;
    private volatile Thread thread = new Thread();

    /** @param work ends soon once {@link #isRunning} no longer holds */
    EngineThread(String name, Runnable work) {
        this.name = name;
        this.work = work;
    }

    void start() {
        running = true;
        thread = new Thread(work, name);
        thread.setDaemon(true);
        thread.start();
    }

    /** @return whether the work is to go on */
    boolean isRunning() {
        return running;
    }

    /** Has the work end, and waits for nothing. */
    void askToStop() {
        running = false;
    }

    /**
     * Has the work end and waits for that, unless the caller is interrupted.
     *
     * @return whether it has ended
     */
    boolean stop(Duration patience) {
        askToStop();
        try {
            thread.join(patience.toMillis());
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
        return !thread.isAlive();
    }

    /** Interrupts work that did not end by itself. */
    void interrupt() {
        thread.interrupt();
    }
}
