package dev.serai.trace;

import java.net.URI;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Where traces go.
 *
 * @param endpoint property {@code serai.tracing.endpoint}: a collector that takes OTLP over HTTP, such as
 *     {@code http://collector:4318}; an address without a path means its {@code /v1/traces}. Unset: nobody is told
 * @param sampling property {@code serai.tracing.sampling}: the part of the traces begun here that is told of, 0 to 1; a
 *     trace that a caller began is told of when the caller says that it is recorded
 */
@ConfigurationProperties("serai.tracing")
record TracingProperties(@Nullable URI endpoint, @DefaultValue("1.0") double sampling) {

    TracingProperties {
        if (endpoint != null && endpoint.toString().isBlank()) {
            endpoint = null;
        }
        if (endpoint != null && !isUsable(endpoint)) {
            throw new IllegalArgumentException(
                    "serai.tracing.endpoint must be the http or https address of a collector, such as"
                            + " http://collector:4318, without a user and a query");
        }
        if (!(sampling >= 0 && sampling <= 1)) {
            throw new IllegalArgumentException("serai.tracing.sampling must be a number from 0 to 1");
        }
    }

    /** @return the address that spans are posted to */
    URI traces(URI collector) {
        String path = collector.getPath();
        return path.isEmpty() || path.equals("/") ? collector.resolve("/v1/traces") : collector;
    }

    private static boolean isUsable(URI endpoint) {
        return ("http".equals(endpoint.getScheme()) || "https".equals(endpoint.getScheme()))
                && endpoint.getHost() != null
                && endpoint.getUserInfo() == null
                && endpoint.getQuery() == null;
    }
}
