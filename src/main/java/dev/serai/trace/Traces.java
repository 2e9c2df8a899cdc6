package dev.serai.trace;

import java.net.URI;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.stereotype.Component;

/** Begins spans. Without a collector they are only places in the callers' traces, and cost next to nothing. */
@Component
public class Traces implements DisposableBean {

    private final @Nullable Collector collector;

    Traces(TracingProperties properties) {
        URI endpoint = properties.endpoint();
        // Nothing of the exporter is loaded where nobody is to be told.
        this.collector = endpoint == null ? null : new Collector(properties.traces(endpoint), properties.sampling());
    }

    /**
     * Begins a span within what this thread is at work on.
     *
     * @param name what is done, one of few names
     */
    public Span begin(String name, SpanKind kind) {
        return begin(name, kind, Work.current().trace());
    }

    /**
     * Begins a span.
     *
     * @param name what is done, one of few names
     * @param parent what it is a part of; null: a trace begins with it
     */
    public Span begin(String name, SpanKind kind, @Nullable TraceContext parent) {
        return collector == null ? UntoldSpan.within(parent) : collector.begin(name, kind, parent);
    }

    @Override
    public void destroy() {
        if (collector != null) {
            collector.close();
        }
    }
}
