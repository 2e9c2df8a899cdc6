package dev.serai.api.edge;

import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpServletResponseWrapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Gathers what the routes answer and sends it in one piece: with its length instead of in chunks, and without a media type
 * where there is nothing to be of one.
 */
final class WholeResponse extends HttpServletResponseWrapper {

    private final Gathered body = new Gathered();
    private @Nullable String type;
    private byte @Nullable [] bytes;

    WholeResponse(HttpServletResponse response) {
        super(response);
    }

    /** Takes a body that is whole already, in the place of what is written. */
    void take(byte[] whole, String contentType) {
        bytes = whole;
        type = contentType;
    }

    /**
     * Sends the answer. It does nothing when an error was sent instead.
     *
     * @throws IOException when the client is gone
     */
    void send() throws IOException {
        if (isCommitted()) {
            return;
        }
        if (bytes != null) {
            super.setContentType(type);
            super.setContentLength(bytes.length);
            super.getOutputStream().write(bytes);
            return;
        }
        if (body.bytes.size() == 0) {
            return;
        }
        super.setContentType(type);
        super.setContentLength(body.bytes.size());
        body.bytes.writeTo(super.getOutputStream());
    }

    @Override
    public ServletOutputStream getOutputStream() {
        return body;
    }

    @Override
    public PrintWriter getWriter() {
        return new PrintWriter(body, false, StandardCharsets.UTF_8);
    }

    @Override
    public void setContentType(String contentType) {
        type = contentType;
    }

    @Override
    public void setContentLength(int length) {
        // The length is known when all is gathered.
    }

    @Override
    public void setContentLengthLong(long length) {
        // The length is known when all is gathered.
    }

    @Override
    public void flushBuffer() {
        // It goes in one piece.
    }

    private static final class Gathered extends ServletOutputStream {

        private final ByteArrayOutputStream bytes = new ByteArrayOutputStream(512);

        @Override
        public void write(int next) {
            bytes.write(next);
        }

        @Override
        public void write(byte[] more, int from, int length) {
            bytes.write(more, from, length);
        }

        @Override
        public boolean isReady() {
            return true;
        }

        @Override
        public void setWriteListener(WriteListener listener) {
            throw new IllegalStateException("the answer is written at once");
        }
    }
}
