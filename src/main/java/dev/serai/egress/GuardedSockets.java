package dev.serai.egress;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import javax.net.SocketFactory;

/** Makes the sockets of one conversation. They connect to vetted addresses only, and are closed when its time is over. */
public final class GuardedSockets extends SocketFactory implements AutoCloseable {

    private final VettedAddresses addresses;
    private final Duration connectTimeout;
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private final ScheduledFuture<?> deadline;
    private volatile boolean outOfTime;
    private volatile boolean closed;

    GuardedSockets(
            VettedAddresses addresses, Duration connectTimeout, ScheduledExecutorService deadlines, Duration atMost) {
        this.addresses = addresses;
        this.connectTimeout = connectTimeout;
        this.deadline = deadlines.schedule(this::endInTime, atMost.toMillis(), TimeUnit.MILLISECONDS);
    }

    private void endInTime() {
        outOfTime = true;
        closeAll();
    }

    /** @return whether the conversation was ended because it took too long */
    public boolean isOutOfTime() {
        return outOfTime;
    }

    @Override
    public Socket createSocket() {
        Socket socket = new GuardedSocket(addresses, connectTimeout);
        open.add(socket);
        if (closed) {
            closeAll();
        }
        return socket;
    }

    @Override
    public Socket createSocket(String host, int port) throws IOException {
        Socket socket = createSocket();
        socket.connect(InetSocketAddress.createUnresolved(host, port));
        return socket;
    }

    @Override
    public Socket createSocket(String host, int port, InetAddress localHost, int localPort) throws IOException {
        throw fromHere();
    }

    @Override
    public Socket createSocket(InetAddress host, int port) throws IOException {
        return createSocket(host.getHostAddress(), port);
    }

    @Override
    public Socket createSocket(InetAddress host, int port, InetAddress localHost, int localPort) throws IOException {
        throw fromHere();
    }

    private static UnsupportedOperationException fromHere() {
        return new UnsupportedOperationException("where a connection begins is for the system to say");
    }

    @Override
    public void close() {
        deadline.cancel(false);
        closeAll();
    }

    private void closeAll() {
        closed = true;
        open.forEach(socket -> {
            try {
                socket.close();
            } catch (IOException broken) {
                // There is nothing left to close.
                open.remove(socket);
            }
        });
    }

    /** Connects to what the guard has found behind a name, never to what somebody else has looked up. */
    private static final class GuardedSocket extends Socket {

        private final VettedAddresses addresses;
        private final int connectTimeout;

        GuardedSocket(VettedAddresses addresses, Duration connectTimeout) {
            this.addresses = addresses;
            this.connectTimeout = Math.toIntExact(connectTimeout.toMillis());
        }

        @Override
        public void connect(SocketAddress endpoint) throws IOException {
            connect(endpoint, 0);
        }

        @Override
        public void connect(SocketAddress endpoint, int timeout) throws IOException {
            InetSocketAddress wanted = (InetSocketAddress) endpoint;
            InetAddress[] found;
            try {
                found = addresses.resolve(wanted.getHostString());
            } catch (UnknownHostException unknown) {
                throw new IOException("no address to connect to", unknown.getCause());
            }
            super.connect(new InetSocketAddress(found[0], wanted.getPort()), connectTimeout);
        }
    }
}
