package dev.serai.tenancy;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.serai.refusal.Unauthorized;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.stereotype.Component;

/** Finds out who is calling. A token that held is known for a minute, so that a busy client's is not verified each time. */
@Component
public class Callers {

    private static final Pattern BEARER =
            Pattern.compile("Bearer +([A-Za-z0-9._~+/=-]{1,8192})", Pattern.CASE_INSENSITIVE);
    private static final int LONGEST_ID = 255;

    private final BearerTokens tokens;
    private final ApiKeys keys;
    private final ZapierKeys zapierKeys;
    private final Clock clock;
    /** By the whole header, which is then not even taken apart again. */
    private final Cache<String, Known> known = Caffeine.newBuilder()
            .maximumSize(10_000)
            .expireAfterWrite(Duration.ofMinutes(1))
            .build();

    Callers(BearerTokens tokens, ApiKeys keys, ZapierKeys zapierKeys, Clock clock) {
        this.tokens = tokens;
        this.keys = keys;
        this.zapierKeys = zapierKeys;
        this.clock = clock;
    }

    private record Known(Caller caller, Instant until) {}

    /**
     * Reads who is calling from the {@code Authorization} header (RFC 6750, section 2.1).
     *
     * @param authorization the header; null when it was not sent
     * @throws Unauthorized when there is no token, or one that does not hold
     */
    public Caller of(@Nullable String authorization) {
        Known caller = authorization == null ? null : known.getIfPresent(authorization);
        if (caller == null) {
            String token = token(authorization);
            if (token.startsWith(ApiKeys.PREFIX)) {
                // Looked up each time: a revoked key must open nothing from that moment on.
                return keys.caller(token).orElseThrow(() -> new Unauthorized("Unauthorized"));
            }
            caller = verified(token);
            known.put(authorization, caller);
        }
        if (!clock.instant().isBefore(caller.until())) {
            throw new Unauthorized("Unauthorized");
        }
        return caller.caller();
    }

    private static String token(@Nullable String authorization) {
        Matcher bearer = BEARER.matcher(authorization == null ? "" : authorization);
        if (!bearer.matches()) {
            throw new Unauthorized("Unauthorized");
        }
        return bearer.group(1);
    }

    /**
     * Reads who is calling from a Zapier key.
     *
     * @param inPath whose key it must be, as a path has it: see {@link UserInPath}
     * @param key the key; null when it was not sent
     * @throws Unauthorized when it is not this user's
     */
    public Caller ofZapierKey(String inPath, @Nullable String key) {
        String userId = UserInPath.read(inPath);
        UUID id = key == null ? null : zapierKeys.holding(userId, key).orElse(null);
        if (id == null) {
            throw new Unauthorized("Unauthorized");
        }
        return new Caller("key:" + id, Map.of(TenantKind.USER, userId), Set.of(), null, false, id);
    }

    private Known verified(String token) {
        Jwt jwt = tokens.verified(token);
        return new Known(caller(jwt), jwt.getExpiresAt() == null ? Instant.MAX : jwt.getExpiresAt());
    }

    private static Caller caller(Jwt jwt) {
        Map<TenantKind, String> claims = new EnumMap<>(TenantKind.class);
        for (TenantKind kind : TenantKind.values()) {
            String id = id(jwt.getClaim(kind.claim()));
            if (id != null) {
                claims.put(kind, id);
            }
        }
        return new Caller(claims.getOrDefault(TenantKind.USER, ""), claims, permissions(jwt), role(jwt), false);
    }

    private static @Nullable String id(@Nullable Object claim) {
        if (!(claim instanceof String || claim instanceof Number)) {
            return null;
        }
        String id = claim.toString();
        if (id.length() > LONGEST_ID || !isStorable(id)) {
            throw new Unauthorized("Unauthorized");
        }
        return id.isBlank() ? null : id;
    }

    /** A half of a surrogate pair would be kept as a question mark, and two tenants would become one. */
    private static boolean isStorable(String id) {
        return id.codePoints()
                .noneMatch(character ->
                        character == 0 || character >= Character.MIN_SURROGATE && character <= Character.MAX_SURROGATE);
    }

    private static Set<Permission> permissions(Jwt jwt) {
        Set<Permission> permissions = EnumSet.noneOf(Permission.class);
        Scopes.of(jwt).forEach(word -> Permission.of(word).ifPresent(permissions::add));
        return permissions;
    }

    /** A token that says what it allows is not asked for a role. */
    private static @Nullable Role role(Jwt jwt) {
        boolean told = jwt.hasClaim("permissions") || !permissions(jwt).isEmpty();
        return !told && jwt.getClaim("role") instanceof String word
                ? Role.of(word).orElse(null)
                : null;
    }
}
