package dev.serai.provider.smtp;

import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;

/** A name server on loopback (RFC 1035) that knows of services and mail exchangers. */
final class NameServer implements Closeable {

    private static final int MX = 15;
    private static final int SRV = 33;
    private static final int HEADER = 12;

    private final DatagramSocket socket;
    private final Map<String, List<byte[]>> records = new ConcurrentHashMap<>();
    private final Queue<String> questions = new ConcurrentLinkedQueue<>();

    NameServer() {
        try {
            socket = new DatagramSocket(0, InetAddress.getByName("127.0.0.1"));
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
        Thread thread = new Thread(this::serve, "name-server");
        thread.setDaemon(true);
        thread.start();
    }

    int port() {
        return socket.getLocalPort();
    }

    List<String> questions() {
        return List.copyOf(questions);
    }

    void service(String name, int priority, int port, String host) {
        add(name, SRV, out -> {
            out.writeShort(priority);
            out.writeShort(0);
            out.writeShort(port);
            writeName(out, host);
        });
    }

    void exchanger(String domain, int preference, String host) {
        add(domain, MX, out -> {
            out.writeShort(preference);
            writeName(out, host);
        });
    }

    @FunctionalInterface
    private interface Content {
        void write(DataOutputStream out) throws IOException;
    }

    private void add(String name, int type, Content content) {
        records.computeIfAbsent(name + " " + type, none -> new ArrayList<>()).add(bytes(content));
    }

    private static byte[] bytes(Content content) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try {
            content.write(new DataOutputStream(bytes));
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return bytes.toByteArray();
    }

    private static void writeName(DataOutputStream out, String name) throws IOException {
        for (String label : name.split("\\.")) {
            out.writeByte(label.length());
            out.write(label.getBytes(StandardCharsets.US_ASCII));
        }
        out.writeByte(0);
    }

    private void serve() {
        byte[] buffer = new byte[1_024];
        while (!socket.isClosed()) {
            DatagramPacket asked = new DatagramPacket(buffer, buffer.length);
            try {
                socket.receive(asked);
                byte[] answer = answer(buffer);
                socket.send(new DatagramPacket(answer, answer.length, asked.getSocketAddress()));
            } catch (IOException closed) {
                return;
            }
        }
    }

    private byte[] answer(byte[] asked) {
        StringBuilder name = new StringBuilder();
        int at = HEADER;
        while (asked[at] != 0) {
            name.append(name.isEmpty() ? "" : ".")
                    .append(new String(asked, at + 1, asked[at], StandardCharsets.US_ASCII));
            at += asked[at] + 1;
        }
        int type = asked[at + 1] << 8 | asked[at + 2] & 0xff;
        int end = at + 5;
        questions.add(name + " " + type);
        List<byte[]> found = records.getOrDefault(name + " " + type, List.of());
        return bytes(out -> {
            out.write(asked, 0, 2);
            // An answer with authority; no such name where nothing is known.
            out.writeShort(found.isEmpty() ? 0x8583 : 0x8580);
            out.writeShort(1);
            out.writeShort(found.size());
            out.writeInt(0);
            out.write(asked, HEADER, end - HEADER);
            for (byte[] content : found) {
                out.writeShort(0xc000 | HEADER);
                out.writeShort(type);
                out.writeShort(1);
                out.writeInt(60);
                out.writeShort(content.length);
                out.write(content);
            }
        });
    }

    @Override
    public void close() {
        socket.close();
    }
}
