package dev.serai.trace;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.TraceFlags;
import io.opentelemetry.api.trace.TraceState;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import io.opentelemetry.exporter.otlp.http.trace.OtlpHttpSpanExporter;
import io.opentelemetry.sdk.resources.Resource;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.export.BatchSpanProcessor;
import io.opentelemetry.sdk.trace.samplers.Sampler;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Tells a collector of spans, by OTLP over HTTP. They wait in a queue of a bounded length and are sent by a thread of
 * their own: when the collector is slow or away spans are lost, and nothing else.
 */
final class Collector implements AutoCloseable {

    private static final int QUEUE = 4_096;
    private static final int BATCH = 512;
    private static final Duration EVERY = Duration.ofSeconds(1);
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final SdkTracerProvider provider;
    private final Tracer tracer;

    Collector(URI address, double sampling) {
        OtlpHttpSpanExporter exporter = OtlpHttpSpanExporter.builder()
                .setEndpoint(address.toString())
                .setTimeout(PATIENCE)
                .setConnectTimeout(PATIENCE)
                .setCompression("gzip")
                // What could not be sent is given up: the next batch waits already.
                .setRetryPolicy(null)
                .build();
        provider = SdkTracerProvider.builder()
                .setSampler(Sampler.parentBased(Sampler.traceIdRatioBased(sampling)))
                .setResource(Resource.create(Attributes.of(AttributeKey.stringKey("service.name"), "serai")))
                .addSpanProcessor(BatchSpanProcessor.builder(new TellingOnce(exporter, address))
                        .setMaxQueueSize(QUEUE)
                        .setMaxExportBatchSize(BATCH)
                        .setScheduleDelay(EVERY)
                        .setExporterTimeout(PATIENCE)
                        .build())
                .build();
        tracer = provider.get("dev.serai");
    }

    Span begin(String name, SpanKind kind, @Nullable TraceContext parent) {
        Context around = parent == null
                ? Context.root()
                : Context.root().with(io.opentelemetry.api.trace.Span.wrap(remote(parent)));
        return new ToldSpan(tracer.spanBuilder(name)
                .setParent(around)
                .setSpanKind(io.opentelemetry.api.trace.SpanKind.valueOf(kind.name()))
                .startSpan());
    }

    private static SpanContext remote(TraceContext parent) {
        return SpanContext.createFromRemoteParent(
                parent.traceId(),
                parent.spanId(),
                parent.sampled() ? TraceFlags.getSampled() : TraceFlags.getDefault(),
                TraceState.getDefault());
    }

    @Override
    public void close() {
        provider.shutdown().join(PATIENCE.toSeconds(), TimeUnit.SECONDS);
    }

    private record ToldSpan(io.opentelemetry.api.trace.Span span) implements Span {

        @Override
        public TraceContext context() {
            SpanContext context = span.getSpanContext();
            return new TraceContext(context.getTraceId(), context.getSpanId(), context.isSampled());
        }

        @Override
        public Span with(String key, Object value) {
            if (value instanceof Number number) {
                span.setAttribute(key, number.longValue());
            } else if (span.isRecording()) {
                span.setAttribute(key, value.toString());
            }
            return this;
        }

        @Override
        public Span failed(String reason) {
            span.setStatus(StatusCode.ERROR, reason);
            return this;
        }

        @Override
        public void close() {
            span.end();
        }
    }
}
