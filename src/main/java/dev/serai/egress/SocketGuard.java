package dev.serai.egress;

import java.time.Duration;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.stereotype.Component;

/** The way out for protocols that are not HTTP: sockets that reach only where the guard allows, for a time. */
@Component
public class SocketGuard implements DisposableBean {

    private final VettedAddresses addresses;
    private final EgressProperties properties;
    private final ScheduledThreadPoolExecutor deadlines;

    SocketGuard(VettedAddresses addresses, EgressProperties properties) {
        this.addresses = addresses;
        this.properties = properties;
        this.deadlines = new ScheduledThreadPoolExecutor(1, work -> {
            Thread thread = new Thread(work, "socket-deadlines");
            thread.setDaemon(true);
            return thread;
        });
        this.deadlines.setRemoveOnCancelPolicy(true);
    }

    /**
     * Begins a conversation.
     *
     * @param atMost how long it may take from now on, with everything in it; then its sockets are closed, whatever they do
     * @return what makes the conversation's sockets; to be closed at its end
     */
    public GuardedSockets open(Duration atMost) {
        return new GuardedSockets(addresses, properties.connectTimeout(), deadlines, atMost);
    }

    @Override
    public void destroy() {
        deadlines.shutdownNow();
    }
}
