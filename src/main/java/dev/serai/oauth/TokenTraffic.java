package dev.serai.oauth;

import dev.serai.provider.Provider;
import dev.serai.provider.ProviderFault;
import dev.serai.trace.Span;
import dev.serai.trace.SpanKind;
import dev.serai.trace.Traces;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Locale;
import java.util.function.Supplier;
import org.springframework.stereotype.Component;

/** Counts and traces what providers are asked for new tokens, and what comes of it. */
@Component
class TokenTraffic {

    private final MeterRegistry registry;
    private final Traces traces;

    TokenTraffic(MeterRegistry registry, Traces traces) {
        this.registry = registry;
        this.traces = traces;
    }

    /** Asks for a token. */
    TokenAnswer refresh(Provider provider, Supplier<TokenAnswer> request) {
        try (Span span = traces.begin("token refresh", SpanKind.CLIENT).with("serai.provider", provider.id())) {
            try {
                TokenAnswer answer = request.get();
                count(provider, "ok");
                return answer;
            } catch (ProviderFault fault) {
                String outcome = fault.kind().name().toLowerCase(Locale.ROOT);
                count(provider, outcome);
                span.failed(outcome);
                throw fault;
            }
        }
    }

    private void count(Provider provider, String outcome) {
        Counter.builder("serai.token.refreshes")
                .description("Requests for new tokens, by what came of them")
                .tag("provider", provider.id())
                .tag("outcome", outcome)
                .register(registry)
                .increment();
    }
}
