package dev.serai.api.callcenter;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.serai.tenancy.ApiKey;
import dev.serai.tenancy.Permission;
import dev.serai.tenancy.RevealedKey;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A key in the contract's shapes. */
final class CallcenterKey {

    private CallcenterKey() {}

    /** @param key the key in clear: it is told only here */
    record Minted(
            UUID id,
            String name,
            String key,
            String prefix,
            List<String> permissions,
            @JsonProperty("created_at") Instant createdAt,
            @JsonProperty("last_used_at") @Nullable Instant lastUsedAt) {

        static Minted of(RevealedKey revealed) {
            ApiKey key = revealed.key();
            return new Minted(
                    key.id(),
                    key.name(),
                    revealed.text(),
                    key.prefix(),
                    scopes(key),
                    key.createdAt(),
                    key.lastUsedAt());
        }

        @Override
        public String toString() {
            return "Minted[" + id + "]";
        }
    }

    record Listed(
            UUID id,
            String name,
            String prefix,
            List<String> permissions,
            @JsonProperty("created_at") Instant createdAt,
            @JsonProperty("last_used_at") @Nullable Instant lastUsedAt) {

        static Listed of(ApiKey key) {
            return new Listed(key.id(), key.name(), key.prefix(), scopes(key), key.createdAt(), key.lastUsedAt());
        }
    }

    private static List<String> scopes(ApiKey key) {
        return key.permissions().stream().map(Permission::scope).toList();
    }
}
