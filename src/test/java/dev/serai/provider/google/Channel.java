package dev.serai.provider.google;

import java.net.URI;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An open notification channel.
 *
 * @param id the client's id of it
 * @param resourceId Google's id of what is watched
 * @param resourceUri the address of what is watched
 * @param calendar the watched calendar's id
 * @param address where notices go
 * @param token the client's own token; null when none was given
 * @param expiration when it ends
 */
public record Channel(
        String id,
        String resourceId,
        String resourceUri,
        String calendar,
        URI address,
        @Nullable String token,
        Instant expiration) {}
