import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.concurrent.locks.LockSupport;
import java.util.function.IntFunction;

/** Sends requests to the hub over kept connections, all on one thread, one request at a time on each connection. */
final class Load {

    private static final int MOST_CONNECTIONS = 256;

    private final int port;
    private final Selector selector;
    private final Deque<Connection> free = new ArrayDeque<>();
    private int open;
    private long answered;
    private String failure = "";

    private Load(int port) throws IOException {
        this.port = port;
        this.selector = Selector.open();
    }

    /**
     * What came of sending.
     *
     * @param requests how many were answered
     * @param seconds in how long
     */
    record Outcome(long requests, double seconds) {

        double perSecond() {
            return requests / seconds;
        }
    }

    /** The bytes of a POST with a JSON body. */
    static byte[] post(String path, String token, String json) {
        byte[] body = json.getBytes(StandardCharsets.UTF_8);
        byte[] head = ("POST " + path + " HTTP/1.1\r\nHost: 127.0.0.1\r\nAuthorization: Bearer " + token
                        + "\r\nContent-Type: application/json\r\nContent-Length: " + body.length + "\r\n\r\n")
                .getBytes(StandardCharsets.US_ASCII);
        byte[] whole = new byte[head.length + body.length];
        System.arraycopy(head, 0, whole, 0, head.length);
        System.arraycopy(body, 0, whole, head.length, body.length);
        return whole;
    }

    /** The bytes of a GET. */
    static byte[] get(String path, String token) {
        return ("GET " + path + " HTTP/1.1\r\nHost: 127.0.0.1\r\nAuthorization: Bearer " + token + "\r\n\r\n")
                .getBytes(StandardCharsets.US_ASCII);
    }

    /**
     * Sends the same request again and again, the next one on each connection when the last one was answered.
     *
     * @throws IllegalStateException when an answer was not a 2xx
     */
    static Outcome closed(int port, int connections, byte[] request, double seconds) throws IOException {
        return closed(port, connections, request, Long.MAX_VALUE, seconds);
    }

    /** The same, for a number of requests. */
    static Outcome closed(int port, int connections, byte[] request, long count, double seconds) throws IOException {
        Load load = new Load(port);
        try {
            long begin = System.nanoTime();
            long end = begin + (long) (seconds * 1e9);
            long sent = 0;
            for (int i = 0; i < connections && sent < count; i++) {
                load.connect().send(request);
                sent++;
            }
            long now = begin;
            while (now < end && load.answered < count) {
                load.selector.select(100);
                load.readAnswers();
                while (!load.free.isEmpty() && sent < count) {
                    load.free.poll().send(request);
                    sent++;
                }
                while (load.open < connections && sent < count) {
                    load.connect().send(request);
                    sent++;
                }
                now = System.nanoTime();
            }
            load.requireSuccess();
            return new Outcome(load.answered, (now - begin) / 1e9);
        } finally {
            load.close();
        }
    }

    /**
     * Sends requests at a fixed pace, whether the earlier ones were answered or not.
     *
     * @param requests the bytes of the nth request
     * @return when each was to be sent, in nanoseconds of this program's clock; from then on its way is timed, also when
     *     it was sent late
     */
    static long[] open(int port, double perSecond, int count, IntFunction<byte[]> requests) throws IOException {
        Load load = new Load(port);
        try {
            long[] intended = new long[count];
            long begin = System.nanoTime() + 10_000_000L;
            for (int i = 0; i < count; i++) {
                intended[i] = begin + (long) (i * 1e9 / perSecond);
            }
            int next = 0;
            while (load.answered < count && System.nanoTime() < intended[count - 1] + 30_000_000_000L) {
                long now = System.nanoTime();
                while (next < count && intended[next] <= now && load.hasConnection()) {
                    load.take().send(requests.apply(next));
                    next++;
                }
                load.await(next < count && load.hasConnection() ? intended[next] - System.nanoTime() : 100_000_000L);
                load.readAnswers();
            }
            load.requireSuccess();
            if (load.answered < count) {
                throw new IllegalStateException("only " + load.answered + " of " + count + " requests were answered");
            }
            return intended;
        } finally {
            load.close();
        }
    }

    /** Waits for answers; the selector counts in milliseconds, so the rest is slept. */
    private void await(long nanos) throws IOException {
        if (nanos >= 1_000_000L) {
            selector.select(nanos / 1_000_000L);
        } else {
            if (nanos > 0) {
                LockSupport.parkNanos(nanos);
            }
            selector.selectNow();
        }
    }

    private boolean hasConnection() {
        return !free.isEmpty() || open < MOST_CONNECTIONS;
    }

    private Connection take() throws IOException {
        Connection connection = free.poll();
        return connection == null ? connect() : connection;
    }

    private Connection connect() throws IOException {
        SocketChannel channel = SocketChannel.open(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
        channel.configureBlocking(false);
        channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
        open++;
        Connection connection = new Connection(channel);
        channel.register(selector, SelectionKey.OP_READ, connection);
        return connection;
    }

    private void readAnswers() throws IOException {
        Iterator<SelectionKey> keys = selector.selectedKeys().iterator();
        while (keys.hasNext()) {
            SelectionKey key = keys.next();
            keys.remove();
            Connection connection = (Connection) key.attachment();
            if (key.isWritable()) {
                connection.writeRest(key);
            }
            if (key.isReadable()) {
                connection.read();
            }
        }
    }

    private void requireSuccess() {
        if (!failure.isEmpty()) {
            throw new IllegalStateException("the hub answered: " + failure);
        }
    }

    private void close() throws IOException {
        for (SelectionKey key : selector.keys()) {
            key.channel().close();
        }
        selector.close();
    }

    private final class Connection {

        private final SocketChannel channel;
        private ByteBuffer in = ByteBuffer.allocate(16_384);
        private ByteBuffer out = ByteBuffer.allocate(0);

        private Connection(SocketChannel channel) {
            this.channel = channel;
        }

        private void send(byte[] request) throws IOException {
            in.clear();
            out = ByteBuffer.wrap(request);
            channel.write(out);
            if (out.hasRemaining()) {
                channel.keyFor(selector).interestOps(SelectionKey.OP_READ | SelectionKey.OP_WRITE);
            }
        }

        private void writeRest(SelectionKey key) throws IOException {
            channel.write(out);
            if (!out.hasRemaining()) {
                key.interestOps(SelectionKey.OP_READ);
            }
        }

        private void read() throws IOException {
            int read = channel.read(in);
            if (read < 0) {
                // An idle connection that the hub gave up is replaced; one that waits for an answer lost it.
                if (in.position() > 0 || !free.remove(this)) {
                    failure = "it closed a connection without an answer";
                }
                forget();
                return;
            }
            if (HttpMessage.end(in, 0) == HttpMessage.INCOMPLETE) {
                if (!in.hasRemaining()) {
                    ByteBuffer larger = ByteBuffer.allocate(in.capacity() * 2);
                    in.flip();
                    larger.put(in);
                    in = larger;
                }
                return;
            }
            int status = HttpMessage.status(in, 0);
            if ((status < 200 || status > 299) && failure.isEmpty()) {
                failure = new String(in.array(), 0, in.position(), StandardCharsets.UTF_8);
            }
            answered++;
            if (HttpMessage.closes(in, 0)) {
                forget();
            } else {
                in.clear();
                free.add(this);
            }
        }

        private void forget() throws IOException {
            channel.close();
            open--;
        }
    }
}
