package dev.serai.provider.google;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What users have granted: codes, refresh tokens and access tokens, and how they end. */
final class Grants {

    /**
     * A code that waits for its exchange.
     *
     * @param redirectUri where it was sent
     * @param challenge the S256 challenge
     * @param refreshable whether a refresh token comes with the exchange
     */
    record Code(Account account, Set<String> scopes, String redirectUri, String challenge, boolean refreshable) {}

    /** An access token's worth. */
    record Access(Account account, Set<String> scopes, Instant expiresAt) {}

    /**
     * What the token endpoint gives.
     *
     * @param refresh null when the client keeps the one it has
     */
    record Issued(String access, @Nullable String refresh, Set<String> scopes, Duration lifetime) {}

    private record Refresh(Account account, Set<String> scopes) {}

    private static final Duration CODE_LIFETIME = Duration.ofMinutes(10);

    private final Clock clock;
    private final SecureRandom random = new SecureRandom();
    private final Map<String, Account> accounts = new LinkedHashMap<>();
    private final Map<String, Code> codes = new HashMap<>();
    private final Map<String, Instant> codeEnds = new HashMap<>();
    private final Map<String, Refresh> refreshTokens = new HashMap<>();
    private final Map<String, Access> accessTokens = new HashMap<>();
    private final Set<String> consented = new HashSet<>();
    private Duration accessLifetime = Duration.ofSeconds(3599);
    private boolean rotating;

    Grants(Clock clock) {
        this.clock = clock;
    }

    synchronized void add(Account account) {
        accounts.put(account.email(), account);
    }

    synchronized @Nullable Account account(String email) {
        return accounts.get(email);
    }

    synchronized @Nullable Account first() {
        return accounts.isEmpty() ? null : accounts.values().iterator().next();
    }

    synchronized void accessLifetime(Duration lifetime) {
        accessLifetime = lifetime;
    }

    synchronized void rotating(boolean wanted) {
        rotating = wanted;
    }

    /** Google gives a refresh token with the first consent, and later only when the user was asked again. */
    synchronized String code(
            Account account, Set<String> scopes, String redirectUri, String challenge, boolean offline, boolean asked) {
        boolean first = consented.add(account.email());
        String code = "4/" + secret(32);
        codes.put(code, new Code(account, Set.copyOf(scopes), redirectUri, challenge, offline && (first || asked)));
        codeEnds.put(code, clock.instant().plus(CODE_LIFETIME));
        return code;
    }

    synchronized Issued exchange(String code, @Nullable String redirectUri, @Nullable String verifier) {
        Code waiting = codes.remove(code);
        Instant end = codeEnds.remove(code);
        if (waiting == null || end == null || end.isBefore(clock.instant())) {
            throw Refusal.oauth(400, "invalid_grant", "Bad Request");
        }
        if (!waiting.redirectUri().equals(redirectUri)) {
            throw Refusal.oauth(400, "redirect_uri_mismatch", "Bad Request");
        }
        if (verifier == null) {
            throw Refusal.oauth(400, "invalid_grant", "Missing code verifier.");
        }
        if (!challenge(verifier).equals(waiting.challenge())) {
            throw Refusal.oauth(400, "invalid_grant", "Invalid code verifier.");
        }
        return issue(waiting.account(), waiting.scopes(), waiting.refreshable());
    }

    synchronized Issued refresh(String token) {
        Refresh grant = refreshTokens.get(token);
        if (grant == null) {
            throw Refusal.oauth(400, "invalid_grant", "Token has been expired or revoked.");
        }
        if (rotating) {
            refreshTokens.remove(token);
        }
        return issue(grant.account(), grant.scopes(), rotating);
    }

    synchronized Tokens grant(Account account, Set<String> scopes) {
        consented.add(account.email());
        Issued issued = issue(account, scopes, true);
        return new Tokens(issued.access(), String.valueOf(issued.refresh()));
    }

    synchronized void adopt(Account account, Set<String> scopes, String access, String refresh) {
        accessTokens.put(access, new Access(account, scopes, clock.instant().plus(accessLifetime)));
        refreshTokens.put(refresh, new Refresh(account, scopes));
    }

    private Issued issue(Account account, Set<String> scopes, boolean refreshable) {
        String access = "ya29." + secret(48);
        accessTokens.put(access, new Access(account, scopes, clock.instant().plus(accessLifetime)));
        String refresh = null;
        if (refreshable) {
            refresh = "1//" + secret(48);
            refreshTokens.put(refresh, new Refresh(account, scopes));
        }
        return new Issued(access, refresh, scopes, accessLifetime);
    }

    /** @throws Refusal when the token is none, has expired or was revoked */
    synchronized Access access(@Nullable String authorization) {
        Access access = authorization == null || !authorization.startsWith("Bearer ")
                ? null
                : accessTokens.get(authorization.substring("Bearer ".length()));
        if (access == null || !access.expiresAt().isAfter(clock.instant())) {
            throw Refusal.credentials();
        }
        return access;
    }

    synchronized boolean isTokenOf(String email, @Nullable String authorization) {
        Access access = authorization == null
                ? null
                : accessTokens.get(authorization.substring(Math.min(authorization.length(), "Bearer ".length())));
        return access != null && access.account().email().equals(email);
    }

    /** Ends all that the user of this token has granted, as Google does. */
    synchronized void revoke(String token) {
        Refresh refresh = refreshTokens.get(token);
        Access access = accessTokens.get(token);
        if (refresh == null && (access == null || !access.expiresAt().isAfter(clock.instant()))) {
            throw Refusal.oauth(400, "invalid_token", "Token expired or revoked");
        }
        revokeAll((refresh != null ? refresh.account() : access.account()).email());
    }

    synchronized void revokeAll(String email) {
        refreshTokens.values().removeIf(grant -> grant.account().email().equals(email));
        accessTokens.values().removeIf(grant -> grant.account().email().equals(email));
        codes.values().removeIf(code -> code.account().email().equals(email));
        consented.remove(email);
    }

    synchronized void expireAccess() {
        accessTokens.clear();
    }

    synchronized void expireAccess(String email) {
        accessTokens.values().removeIf(grant -> grant.account().email().equals(email));
    }

    synchronized boolean isGranted(String email) {
        return refreshTokens.values().stream()
                .anyMatch(grant -> grant.account().email().equals(email));
    }

    synchronized boolean isLive(String refreshToken) {
        return refreshTokens.containsKey(refreshToken);
    }

    private String secret(int bytes) {
        byte[] value = new byte[bytes];
        random.nextBytes(value);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(value);
    }

    static String challenge(String verifier) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(verifier.getBytes(StandardCharsets.US_ASCII));
            return Base64.getUrlEncoder().withoutPadding().encodeToString(hash);
        } catch (NoSuchAlgorithmException missing) {
            throw new IllegalStateException(missing);
        }
    }
}
