package dev.serai.provider.smtp;

import java.io.BufferedReader;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import org.jspecify.annotations.Nullable;

/** A mail server on loopback that says to each command whatever a test wants, or nothing. */
final class ScriptedMailServer implements Closeable {

    /** Says nothing, and keeps the connection. */
    static final String SILENCE = "silence";

    /** Says a byte now and then, and never comes to an end. */
    static final String DRIP = "drip";

    /** Closes the connection. */
    static final String CLOSE = "close";

    private final ServerSocket server;
    private final @Nullable SSLContext tls;
    private final Map<String, String> replies = new HashMap<>(Map.of(
            "CONNECT", "220 mail.test ready",
            "EHLO", "250-mail.test\r\n250-AUTH PLAIN LOGIN\r\n250 8BITMIME",
            "AUTH", "235 2.7.0 welcome",
            "MAIL", "250 2.1.0 ok",
            "RCPT", "250 2.1.5 ok",
            "DATA", "354 go on",
            ".", "250 2.0.0 queued",
            "NOOP", "250 ok",
            "RSET", "250 ok",
            "QUIT", "221 bye"));
    private final Queue<String> commands = new ConcurrentLinkedQueue<>();
    private final Queue<Socket> sockets = new ConcurrentLinkedQueue<>();
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final CountDownLatch closing = new CountDownLatch(1);

    ScriptedMailServer() {
        this(null);
    }

    /** @param tls with which it does STARTTLS; null: it can't */
    ScriptedMailServer(@Nullable SSLContext tls) {
        this.tls = tls;
        try {
            server = new ServerSocket(0, 100, InetAddress.getByName("127.0.0.1"));
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
        threads.execute(this::accept);
    }

    /** @param verb a command's first word, {@code CONNECT} for the greeting, a dot for the end of a message */
    ScriptedMailServer says(String verb, String reply) {
        replies.put(verb, reply);
        return this;
    }

    int port() {
        return server.getLocalPort();
    }

    /** @return the commands so far, as they came; what is within a message is left out */
    List<String> commands() {
        return List.copyOf(commands);
    }

    private void accept() {
        while (!server.isClosed()) {
            try {
                Socket socket = server.accept();
                sockets.add(socket);
                threads.execute(() -> serve(socket));
            } catch (IOException closed) {
                return;
            }
        }
    }

    private void serve(Socket socket) {
        try {
            if (reply(socket, "CONNECT")) {
                converse(socket);
            }
        } catch (IOException | InterruptedException gone) {
            // The hub does not listen any more.
            sockets.remove(socket);
        }
    }

    private void converse(Socket socket) throws IOException, InterruptedException {
        BufferedReader in = reader(socket);
        for (String line = in.readLine(); line != null; line = in.readLine()) {
            commands.add(line);
            String verb = line.split(" ")[0].toUpperCase(Locale.ROOT);
            if (verb.equals("STARTTLS") && tls != null) {
                write(socket, "220 go on\r\n");
                Socket encrypted = tls.getSocketFactory().createSocket(socket, null, socket.getPort(), false);
                ((SSLSocket) encrypted).setUseClientMode(false);
                converse(encrypted);
                return;
            }
            if (!reply(socket, verb)) {
                return;
            }
            if (verb.equals("DATA") && replies.get("DATA").startsWith("354")) {
                while (!".".equals(line)) {
                    line = in.readLine();
                }
                if (!reply(socket, ".")) {
                    return;
                }
            }
        }
    }

    /** @return whether the conversation goes on */
    private boolean reply(Socket socket, String verb) throws IOException, InterruptedException {
        String reply = replies.getOrDefault(verb, "500 5.5.1 what?");
        switch (reply) {
            case SILENCE -> {
                closing.await();
                return false;
            }
            case DRIP -> {
                while (closing.getCount() > 0) {
                    write(socket, "2");
                    closing.await(20, java.util.concurrent.TimeUnit.MILLISECONDS);
                }
                return false;
            }
            case CLOSE -> {
                socket.close();
                return false;
            }
            default -> {
                write(socket, reply + "\r\n");
                return true;
            }
        }
    }

    private static BufferedReader reader(Socket socket) throws IOException {
        return new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
    }

    private static void write(Socket socket, String text) throws IOException {
        OutputStream out = socket.getOutputStream();
        out.write(text.getBytes(StandardCharsets.UTF_8));
        out.flush();
    }

    @Override
    public void close() throws IOException {
        closing.countDown();
        server.close();
        for (Socket socket : sockets) {
            socket.close();
        }
        threads.shutdownNow();
    }
}
