package dev.serai.api.edge;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;
import org.springframework.validation.annotation.Validated;

/**
 * What the API takes in.
 *
 * @param bodyLimit property {@code serai.api.body-limit}: the largest body of a request, 1 KB to 64 MB
 * @param bodyBudget property {@code serai.api.body-budget}: memory for the bodies over 8 kB that are worked on at once and
 *     what they are read into; at least one of the largest
 * @param depthLimit property {@code serai.api.depth-limit}: how deep JSON may be nested
 */
@Validated
@ConfigurationProperties("serai.api")
record ApiProperties(
        @DefaultValue("4MB") DataSize bodyLimit,
        @DefaultValue("48MB") DataSize bodyBudget,
        @DefaultValue("100") @Min(10) @Max(500) int depthLimit) {

    ApiProperties {
        if (bodyLimit.compareTo(DataSize.ofKilobytes(1)) < 0 || bodyLimit.compareTo(DataSize.ofMegabytes(64)) > 0) {
            throw new IllegalArgumentException("serai.api.body-limit must be between 1KB and 64MB");
        }
        if (bodyBudget.compareTo(bodyLimit) < 0) {
            throw new IllegalArgumentException("serai.api.body-budget must be at least serai.api.body-limit");
        }
    }
}
