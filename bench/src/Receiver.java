import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Receives webhooks on one thread, as cheaply as it can. It answers 200 at {@code /ok}, never at {@code /hang}, and
 * notes when each delivery was there as a whole.
 */
final class Receiver implements AutoCloseable {

    private static final byte[] OK = "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] NUMBER = Event.NUMBER_KEY.getBytes(StandardCharsets.US_ASCII);
    private static final int MOST = 200_000;

    private final Selector selector;
    private final List<ServerSocketChannel> servers = new ArrayList<>();
    private final ByteBuffer answer = ByteBuffer.allocateDirect(OK.length);
    private final AtomicInteger hanging = new AtomicInteger();
    private volatile Arrivals arrivals = new Arrivals(0);

    /** What arrived since a moment. */
    static final class Arrivals {

        private final long[] times;
        private final long[] byNumber;
        private final AtomicInteger count = new AtomicInteger();

        private Arrivals(int numbers) {
            times = new long[numbers == 0 ? MOST : 0];
            byNumber = new long[numbers];
        }

        private void add(long now, int number) {
            int index = count.get();
            if (index < times.length) {
                times[index] = now;
            }
            if (number < byNumber.length && byNumber[number] == 0) {
                byNumber[number] = now;
            } else if (byNumber.length > 0) {
                return;
            }
            // Everything above is seen by whoever reads the count.
            count.set(index + 1);
        }

        /** @return how many have arrived; with numbers, how many different ones */
        int count() {
            return count.get();
        }

        /** @return when the nth arrived, in nanoseconds of this program's clock */
        long time(int index) {
            return times[index];
        }

        /** @return when the delivery with this number arrived */
        long timeOf(int number) {
            return byNumber[number];
        }
    }

    /** @param ports on how many ports to listen, so that it looks like so many hosts */
    Receiver(int ports) throws IOException {
        answer.put(OK);
        selector = Selector.open();
        for (int i = 0; i < ports; i++) {
            ServerSocketChannel server = ServerSocketChannel.open();
            server.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 4096);
            server.configureBlocking(false);
            server.register(selector, SelectionKey.OP_ACCEPT);
            servers.add(server);
        }
        Thread thread = new Thread(this::receive, "receiver");
        thread.setDaemon(true);
        thread.start();
    }

    /** @return where it can be reached, on one of its ports */
    String url(int port, String path) throws IOException {
        return "http://127.0.0.1:" + ((InetSocketAddress) servers.get(port).getLocalAddress()).getPort() + path;
    }

    /** Begins to count anew. */
    Arrivals count() {
        arrivals = new Arrivals(0);
        return arrivals;
    }

    /** Begins anew, and tells deliveries apart by the numbers in their events, 0 to a limit. */
    Arrivals countNumbers(int limit) {
        arrivals = new Arrivals(limit);
        return arrivals;
    }

    /** @return how many deliveries are hanging at this moment */
    int hanging() {
        return hanging.get();
    }

    private void receive() {
        try {
            while (selector.isOpen()) {
                selector.select();
                Iterator<SelectionKey> keys = selector.selectedKeys().iterator();
                while (keys.hasNext()) {
                    SelectionKey key = keys.next();
                    keys.remove();
                    if (key.isAcceptable()) {
                        accept((ServerSocketChannel) key.channel());
                    } else {
                        read(key);
                    }
                }
            }
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        } catch (java.nio.channels.ClosedSelectorException closed) {
            // The benchmark is over.
        }
    }

    private void accept(ServerSocketChannel server) throws IOException {
        for (SocketChannel channel = server.accept(); channel != null; channel = server.accept()) {
            channel.configureBlocking(false);
            channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
            channel.register(selector, SelectionKey.OP_READ, new Connection());
        }
    }

    private static final class Connection {
        private ByteBuffer in = ByteBuffer.allocate(4096);
        private boolean hangs;
    }

    private void read(SelectionKey key) {
        SocketChannel channel = (SocketChannel) key.channel();
        Connection connection = (Connection) key.attachment();
        try {
            int read = channel.read(connection.in);
            if (read < 0) {
                close(channel, connection);
                return;
            }
            answerAll(channel, connection);
        } catch (IOException broken) {
            close(channel, connection);
        }
    }

    private void answerAll(SocketChannel channel, Connection connection) throws IOException {
        int from = 0;
        for (int end = HttpMessage.end(connection.in, 0);
                end != HttpMessage.INCOMPLETE;
                end = HttpMessage.end(connection.in, end)) {
            if (connection.in.get(from + 6) == 'h') {
                connection.hangs = true;
                hanging.incrementAndGet();
            } else {
                Arrivals counting = arrivals;
                counting.add(
                        System.nanoTime(),
                        counting.byNumber.length == 0 ? 0 : number(connection.in, from, end));
                answer.clear();
                channel.write(answer);
            }
            from = end;
        }
        if (from > 0) {
            connection.in.limit(connection.in.position()).position(from);
            connection.in.compact();
        } else if (!connection.in.hasRemaining()) {
            ByteBuffer larger = ByteBuffer.allocate(connection.in.capacity() * 2);
            connection.in.flip();
            larger.put(connection.in);
            connection.in = larger;
        }
    }

    private static int number(ByteBuffer in, int from, int end) {
        for (int i = end - NUMBER.length - 1; i > from; i--) {
            int matched = 0;
            while (matched < NUMBER.length && in.get(i + matched) == NUMBER[matched]) {
                matched++;
            }
            if (matched == NUMBER.length) {
                return HttpMessage.number(in, i + matched);
            }
        }
        return Integer.MAX_VALUE;
    }

    private void close(SocketChannel channel, Connection connection) {
        if (connection.hangs) {
            hanging.decrementAndGet();
        }
        try {
            channel.close();
        } catch (IOException gone) {
            // It is closed either way.
        }
    }

    @Override
    public void close() throws IOException {
        for (ServerSocketChannel server : servers) {
            server.close();
        }
        selector.close();
    }
}
