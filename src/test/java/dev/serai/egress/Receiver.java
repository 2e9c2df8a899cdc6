package dev.serai.egress;

import java.io.BufferedInputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ServerSocketFactory;

/** An HTTP receiver on loopback that does to its connections whatever a test wants. */
final class Receiver implements Closeable {

    static final String OK = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok";

    private final ServerSocket server;
    private final String scheme;
    private final Behaviour behaviour;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final AtomicInteger connections = new AtomicInteger();
    private final Queue<Socket> sockets = new ConcurrentLinkedQueue<>();
    private final BlockingQueue<String> requests = new LinkedBlockingQueue<>();
    private final BlockingQueue<String> gone = new LinkedBlockingQueue<>();

    private final Semaphore closed = new Semaphore(0);

    /** What a receiver does with one connection. */
    @FunctionalInterface
    interface Behaviour {
        void run(Connection connection) throws IOException, InterruptedException;
    }

    private Receiver(ServerSocket server, String scheme, Behaviour behaviour) {
        this.server = server;
        this.scheme = scheme;
        this.behaviour = behaviour;
        threads.execute(this::accept);
    }

    static Receiver that(Behaviour behaviour) throws IOException {
        return with(ServerSocketFactory.getDefault(), "http", behaviour);
    }

    /** Answers every request on every connection with these bytes. */
    static Receiver answering(String answer) throws IOException {
        return that(connection -> {
            while (connection.takeRequest()) {
                connection.write(answer);
            }
        });
    }

    static Receiver with(ServerSocketFactory sockets, String scheme, Behaviour behaviour) throws IOException {
        return new Receiver(sockets.createServerSocket(0, 200, InetAddress.getByName("127.0.0.1")), scheme, behaviour);
    }

    private void accept() {
        while (!server.isClosed()) {
            try {
                Socket socket = server.accept();
                connections.incrementAndGet();
                sockets.add(socket);
                threads.execute(() -> serve(socket));
            } catch (IOException closed) {
                return;
            }
        }
    }

    private void serve(Socket socket) {
        try (socket) {
            behaviour.run(new Connection(socket));
        } catch (IOException | InterruptedException hungUp) {
            gone.add("hung up");
        } finally {
            closed.release();
        }
    }

    URI url(String host) {
        return URI.create(scheme + "://" + host + ":" + server.getLocalPort() + "/hook");
    }

    int port() {
        return server.getLocalPort();
    }

    int connections() {
        return connections.get();
    }

    /** The requests that came in, whole and as they were on the wire. */
    BlockingQueue<String> requests() {
        return requests;
    }

    /** One entry for each connection that the other side ended. */
    BlockingQueue<String> hangUps() {
        return gone;
    }

    /** One permit for each connection that the receiver has closed. */
    Semaphore closed() {
        return closed;
    }

    @Override
    public void close() throws IOException {
        server.close();
        for (Socket socket : sockets) {
            socket.close();
        }
        threads.shutdownNow();
    }

    /** One connection, seen from the receiver. */
    final class Connection {

        private final InputStream in;
        private final OutputStream out;
        private final Socket socket;
        private String path = "";

        private Connection(Socket socket) throws IOException {
            this.socket = socket;
            this.in = new BufferedInputStream(socket.getInputStream());
            this.out = socket.getOutputStream();
        }

        /** Reads a request whole; false: the other side hung up instead. */
        boolean takeRequest() throws IOException {
            List<String> lines = new ArrayList<>();
            int length = 0;
            for (String line = line(); !line.isEmpty(); line = line()) {
                lines.add(line);
                if (line.toLowerCase(java.util.Locale.ROOT).startsWith("content-length:")) {
                    length = Integer.parseInt(line.substring(15).strip());
                }
            }
            if (lines.isEmpty()) {
                gone.add("hung up");
                return false;
            }
            path = lines.get(0).split(" ")[1];
            requests.add(String.join("\n", lines) + "\n\n" + new String(in.readNBytes(length), StandardCharsets.UTF_8));
            return true;
        }

        /** The path of the request that was taken last. */
        String path() {
            return path;
        }

        private String line() throws IOException {
            StringBuilder line = new StringBuilder();
            for (int next = in.read(); next >= 0 && next != '\n'; next = in.read()) {
                line.append((char) next);
            }
            return line.toString().stripTrailing();
        }

        void write(String text) throws IOException {
            out.write(text.getBytes(StandardCharsets.ISO_8859_1));
            out.flush();
        }

        /** Waits, for as long as it takes, for the other side to hang up. */
        void untilHungUp() throws IOException {
            while (in.read() >= 0) {
                // What still comes is not of interest.
            }
            gone.add("hung up");
        }

        void reset() throws IOException {
            socket.setSoLinger(true, 0);
            socket.close();
        }
    }
}
