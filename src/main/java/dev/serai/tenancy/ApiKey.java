package dev.serai.tenancy;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A key as its owner sees it.
 *
 * @param name what its owner calls it
 * @param prefix its first characters, by which its owner knows it again
 * @param permissions what it allows
 * @param lastUsedAt when it was last used, to the minute; null: never
 */
public record ApiKey(
        UUID id,
        String name,
        String prefix,
        List<Permission> permissions,
        Instant createdAt,
        @Nullable Instant lastUsedAt) {}
