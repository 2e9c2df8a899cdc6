package dev.serai.platform.jolokia;

import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpServletResponseWrapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;

/** Holds an answer back, until it has been seen whole. */
final class HeldAnswer extends HttpServletResponseWrapper {

    private static final int LARGEST = 16 * 1024 * 1024;

    private final ByteArrayOutputStream body = new ByteArrayOutputStream();
    private final ServletOutputStream out = new ServletOutputStream() {
        @Override
        public void write(int one) throws IOException {
            room(1);
            body.write(one);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            room(length);
            body.write(bytes, offset, length);
        }

        @Override
        public boolean isReady() {
            return true;
        }

        @Override
        public void setWriteListener(WriteListener listener) {
            throw new UnsupportedOperationException("Nothing here is written later");
        }
    };
    private final PrintWriter writer = new PrintWriter(new OutputStreamWriter(out, StandardCharsets.UTF_8));

    HeldAnswer(HttpServletResponse response) {
        super(response);
    }

    private void room(int more) throws IOException {
        if (body.size() + more > LARGEST) {
            throw new IOException("The answer is larger than " + LARGEST + " bytes");
        }
    }

    byte[] body() {
        writer.flush();
        return body.toByteArray();
    }

    @Override
    public ServletOutputStream getOutputStream() {
        return out;
    }

    @Override
    public PrintWriter getWriter() {
        return writer;
    }

    @Override
    public void setContentLength(int length) {
        // It will be another one.
    }

    @Override
    public void setContentLengthLong(long length) {
        // It will be another one.
    }

    @Override
    public void flushBuffer() {
        // Nothing leaves before it is masked.
    }
}
