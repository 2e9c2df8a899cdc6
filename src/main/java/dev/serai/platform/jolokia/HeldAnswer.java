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

    private final int largest;
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

    /** @param largest how many bytes it may have */
    HeldAnswer(HttpServletResponse response, int largest) {
        super(response);
        this.largest = largest;
    }

    private void room(int more) throws IOException {
        if (body.size() + more > largest) {
            throw new AnswerTooLarge();
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
