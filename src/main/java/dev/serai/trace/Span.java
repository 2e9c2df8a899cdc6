package dev.serai.trace;

import org.jspecify.annotations.Nullable;

/**
 * A piece of work that a collector of traces is told of when it ends. What is noted of it must be no secret and nobody's
 * data: ids, names of ours, numbers.
 */
public interface Span extends AutoCloseable {

    /** @return its place in the trace, or that of what is around it when nobody is told; null: there is no trace */
    @Nullable
    TraceContext context();

    /** Notes something about it, as text; a whole number stays one. */
    Span with(String key, Object value);

    /** Notes that it failed. */
    Span failed(String reason);

    /** Ends it. */
    @Override
    void close();
}
