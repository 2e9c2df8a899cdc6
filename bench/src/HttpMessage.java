import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** Finds where an HTTP/1.1 message in a buffer ends, without making an object of it. */
final class HttpMessage {

    /** What {@link #end} answers while the message is not complete. */
    static final int INCOMPLETE = -1;

    private static final byte[] CONTENT_LENGTH = "content-length:".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] CHUNKED = "transfer-encoding: chunked".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] CLOSE = "connection: close".getBytes(StandardCharsets.US_ASCII);

    private HttpMessage() {}

    /**
     * Finds a message's end.
     *
     * @param buffer holds what was read, from 0 to its position
     * @param from where the message begins
     * @return the index after its last byte, or {@link #INCOMPLETE}
     */
    static int end(ByteBuffer buffer, int from) {
        int headersEnd = headersEnd(buffer, from);
        if (headersEnd == INCOMPLETE) {
            return INCOMPLETE;
        }
        int length = findHeader(buffer, from, headersEnd, CONTENT_LENGTH);
        if (length >= 0) {
            int end = headersEnd + number(buffer, length);
            return end <= buffer.position() ? end : INCOMPLETE;
        }
        return findHeader(buffer, from, headersEnd, CHUNKED) < 0 ? headersEnd : chunksEnd(buffer, headersEnd);
    }

    /** @return where the body begins, or {@link #INCOMPLETE} */
    static int headersEnd(ByteBuffer buffer, int from) {
        for (int i = from; i + 3 < buffer.position(); i++) {
            if (buffer.get(i) == '\r'
                    && buffer.get(i + 1) == '\n'
                    && buffer.get(i + 2) == '\r'
                    && buffer.get(i + 3) == '\n') {
                return i + 4;
            }
        }
        return INCOMPLETE;
    }

    /** @return whether the sender will close the connection after this message */
    static boolean closes(ByteBuffer buffer, int from) {
        return findHeader(buffer, from, headersEnd(buffer, from), CLOSE) >= 0;
    }

    /** @return a response's status */
    static int status(ByteBuffer buffer, int from) {
        return number(buffer, from + 9);
    }

    private static int chunksEnd(ByteBuffer buffer, int from) {
        int at = from;
        while (true) {
            int size = 0;
            int i = at;
            while (i < buffer.position() && Character.digit(buffer.get(i), 16) >= 0) {
                size = size * 16 + Character.digit(buffer.get(i), 16);
                i++;
            }
            int end = i + 2 + size + 2;
            if (end > buffer.position()) {
                return INCOMPLETE;
            }
            if (size == 0) {
                return end;
            }
            at = end;
        }
    }

    /** @return the index after a header's name, at the beginning of a line; -1 when there is none */
    private static int findHeader(ByteBuffer buffer, int from, int to, byte[] name) {
        for (int i = from; i + name.length < to; i++) {
            if (buffer.get(i) == '\n' && matches(buffer, i + 1, name)) {
                return i + 1 + name.length;
            }
        }
        return -1;
    }

    private static boolean matches(ByteBuffer buffer, int at, byte[] name) {
        for (int i = 0; i < name.length; i++) {
            int found = buffer.get(at + i);
            if ((found >= 'A' && found <= 'Z' ? found + 32 : found) != name[i]) {
                return false;
            }
        }
        return true;
    }

    /** @return the decimal number at an index, after blanks */
    static int number(ByteBuffer buffer, int at) {
        int i = at;
        while (buffer.get(i) == ' ') {
            i++;
        }
        int number = 0;
        while (i < buffer.limit() && buffer.get(i) >= '0' && buffer.get(i) <= '9') {
            number = number * 10 + buffer.get(i) - '0';
            i++;
        }
        return number;
    }
}
