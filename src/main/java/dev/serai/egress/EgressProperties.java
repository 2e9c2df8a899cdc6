package dev.serai.egress;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.time.Duration;
import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * How the hub reaches out.
 *
 * @param allow property {@code serai.egress.allow}: private ranges that are open, as CIDRs
 * @param connectTimeout property {@code serai.egress.connect-timeout}: the longest wait for a connection
 * @param dnsTimeout property {@code serai.egress.dns-timeout}: the longest wait for a name's addresses
 * @param keepAlive property {@code serai.egress.keep-alive}: how long an idle connection is kept
 * @param connections property {@code serai.egress.connections}: the most connections in all
 * @param connectionsPerHost property {@code serai.egress.connections-per-host}: the most connections to one host
 * @param ioThreads property {@code serai.egress.io-threads}: threads that move bytes
 */
@Validated
@ConfigurationProperties("serai.egress")
public record EgressProperties(
        @DefaultValue List<String> allow,
        @DefaultValue("5s") Duration connectTimeout,
        @DefaultValue("5s") Duration dnsTimeout,
        @DefaultValue("30s") Duration keepAlive,
        @DefaultValue("4096") @Min(1) int connections,
        @DefaultValue("256") @Min(1) int connectionsPerHost,
        @DefaultValue("2") @Min(1) @Max(64) int ioThreads) {

    public EgressProperties {
        allow = List.copyOf(allow);
        try {
            allow.forEach(AddressRange::of);
        } catch (IllegalArgumentException malformed) {
            // Without its cause, because of a chain a failed start shows the last message, which names no property.
            throw new IllegalArgumentException("serai.egress.allow: " + malformed.getMessage());
        }
    }

    List<AddressRange> ranges() {
        return allow.stream().map(AddressRange::of).toList();
    }
}
