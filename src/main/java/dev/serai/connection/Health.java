package dev.serai.connection;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How a connection fares.
 *
 * @param status unhealthy also when it was never checked: what nobody has seen working is not called healthy
 * @param lastCheckAt when it was last checked; null: never
 * @param lastError what is wrong, for its owner; null when nothing is
 */
public record Health(HealthStatus status, @Nullable Instant lastCheckAt, @Nullable String lastError) {}
