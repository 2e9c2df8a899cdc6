package dev.serai.trace;

import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import java.net.URI;
import java.util.Collection;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Says once that a collector is away, and once that it is back, however many batches are lost meanwhile. */
final class TellingOnce implements SpanExporter {

    private static final Logger LOG = LoggerFactory.getLogger(TellingOnce.class);

    private final SpanExporter exporter;
    private final URI address;
    private final AtomicBoolean away = new AtomicBoolean();

    TellingOnce(SpanExporter exporter, URI address) {
        this.exporter = exporter;
        this.address = address;
    }

    @Override
    public CompletableResultCode export(Collection<SpanData> spans) {
        CompletableResultCode sent = exporter.export(spans);
        sent.whenComplete(() -> {
            if (sent.isSuccess()) {
                if (away.compareAndSet(true, false)) {
                    LOG.info("The collector at {} takes traces again", address);
                }
            } else if (away.compareAndSet(false, true)) {
                LOG.warn("The collector at {} takes no traces; they are dropped until it does", address);
            }
        });
        return sent;
    }

    @Override
    public CompletableResultCode flush() {
        return exporter.flush();
    }

    @Override
    public CompletableResultCode shutdown() {
        return exporter.shutdown();
    }
}
