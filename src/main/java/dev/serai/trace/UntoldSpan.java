package dev.serai.trace;

import org.jspecify.annotations.Nullable;

/** A span while there is no collector: what happens within it has the same place in the trace as what is around it. */
record UntoldSpan(@Nullable TraceContext context) implements Span {

    private static final UntoldSpan OF_NO_TRACE = new UntoldSpan(null);

    static Span within(@Nullable TraceContext parent) {
        return parent == null ? OF_NO_TRACE : new UntoldSpan(parent);
    }

    @Override
    public Span with(String key, Object value) {
        return this;
    }

    @Override
    public Span failed(String reason) {
        return this;
    }

    @Override
    public void close() {
        // Nobody is told.
    }
}
