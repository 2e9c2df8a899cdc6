package dev.serai.oauth;

import dev.serai.vault.SealedColumn;
import dev.serai.vault.Vault;
import dev.serai.vault.VaultFault;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * Authorisations under way: each is known by the {@code state} that the provider gives back (RFC 6749, section 10.12), is
 * bound to a tenant and a connection, ends by itself, and is used once.
 */
@Component
class AuthorizationRequests {

    static final SealedColumn CODE_VERIFIER = SealedColumn.of("authorization_request", "code_verifier", "state_hash");

    /** A state that the hub made is sealed for this purpose, so that nobody else can make one. */
    private static final String STATE = "authorization_request.state";

    /** A client that calls again and again leaves no more than these. */
    private static final int OPEN_AT_ONCE = 10;

    private static final String ADD =
            """
            INSERT INTO authorization_request (state_hash, tenant_id, connection_id, code_verifier, redirect_uri,
                named_by_caller, expires_at)
            VALUES (?, ?, ?, ?, ?, ?, now() + make_interval(secs => ?))
            ON CONFLICT (state_hash) DO UPDATE SET code_verifier = excluded.code_verifier,
                redirect_uri = excluded.redirect_uri, expires_at = excluded.expires_at
            """;

    private static final String FORGET =
            """
            DELETE FROM authorization_request WHERE expires_at < now() OR state_hash IN (
                SELECT state_hash FROM authorization_request WHERE connection_id = ?
                ORDER BY expires_at DESC OFFSET ?)
            """;

    private static final String TAKE =
            """
            DELETE FROM authorization_request
            WHERE state_hash = ? AND expires_at > now() AND (?::uuid IS NULL OR connection_id = ?)
            RETURNING *
            """;

    private static final String TAKE_NEWEST =
            """
            DELETE FROM authorization_request WHERE state_hash = (
                SELECT state_hash FROM authorization_request
                WHERE connection_id = ? AND tenant_id = ? AND expires_at > now() AND NOT named_by_caller
                ORDER BY expires_at DESC LIMIT 1)
            RETURNING *
            """;

    private final JdbcTemplate database;
    private final Vault vault;
    private final OAuthProperties properties;
    private final SecureRandom random = new SecureRandom();

    AuthorizationRequests(JdbcTemplate database, Vault vault, OAuthProperties properties) {
        this.database = database;
        this.vault = vault;
        this.properties = properties;
    }

    /**
     * An authorisation under way.
     *
     * @param codeVerifier proves to the provider that who began ends it (RFC 7636)
     * @param redirectUri where the provider sends the browser
     */
    record AuthorizationRequest(long tenantId, UUID connectionId, String codeVerifier, String redirectUri) {

        @Override
        public String toString() {
            return "AuthorizationRequest[" + connectionId + "]";
        }
    }

    /** @param state what the provider is to give back */
    record Begun(String state, AuthorizationRequest request) {}

    /**
     * Begins an authorisation.
     *
     * @param callerState the state that the caller wants to get back; null: the hub makes one
     */
    @Transactional
    public Begun begin(long tenantId, UUID connectionId, String redirectUri, @Nullable String callerState) {
        String state = callerState == null ? ownState(connectionId) : callerState;
        String hash = hash(connectionId, state, callerState != null);
        String verifier = randomText(32);
        database.update(
                ADD,
                hash,
                tenantId,
                connectionId,
                vault.seal(CODE_VERIFIER.purpose(hash), verifier),
                redirectUri,
                callerState != null,
                properties.stateLifetime().toMillis() / 1_000.0);
        database.update(FORGET, connectionId, OPEN_AT_ONCE);
        return new Begun(state, new AuthorizationRequest(tenantId, connectionId, verifier, redirectUri));
    }

    /**
     * Takes an authorisation that the hub itself gave a state to; it can't be taken again.
     *
     * @return empty when the state is unknown, used, too old, or not made by this hub
     */
    @Transactional
    public Optional<AuthorizationRequest> take(String state) {
        return connectionOf(state).flatMap(connection -> take(hash(connection, state, false), connection));
    }

    /**
     * Takes an authorisation of one connection, whoever named its state.
     *
     * @param state null: the newest one to which the hub gave the state
     * @return empty when there is none with this state any more
     */
    @Transactional
    public Optional<AuthorizationRequest> take(long tenantId, UUID connectionId, @Nullable String state) {
        if (state == null) {
            return database.query(TAKE_NEWEST, this::request, connectionId, tenantId).stream()
                    .findFirst();
        }
        return take(hash(connectionId, state, true), connectionId)
                .or(() -> connectionOf(state)
                        .filter(connectionId::equals)
                        .flatMap(own -> take(hash(connectionId, state, false), connectionId)))
                .filter(request -> request.tenantId() == tenantId);
    }

    private Optional<AuthorizationRequest> take(String hash, UUID connectionId) {
        List<AuthorizationRequest> taken = database.query(TAKE, this::request, hash, connectionId, connectionId);
        return taken.stream().findFirst();
    }

    private AuthorizationRequest request(ResultSet row, int number) throws SQLException {
        return new AuthorizationRequest(
                row.getLong("tenant_id"),
                row.getObject("connection_id", UUID.class),
                vault.open(CODE_VERIFIER.purpose(row.getString("state_hash")), row.getBytes("code_verifier")),
                row.getString("redirect_uri"));
    }

    private String ownState(UUID connectionId) {
        byte[] sealed = vault.seal(STATE, connectionId + " " + randomText(16));
        return Base64.getUrlEncoder().withoutPadding().encodeToString(sealed);
    }

    private Optional<UUID> connectionOf(String state) {
        try {
            String opened = vault.open(STATE, Base64.getUrlDecoder().decode(state));
            return Optional.of(UUID.fromString(opened.substring(0, opened.indexOf(' '))));
        } catch (IllegalArgumentException | VaultFault forged) {
            return Optional.empty();
        }
    }

    private String randomText(int bytes) {
        byte[] drawn = new byte[bytes];
        random.nextBytes(drawn);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(drawn);
    }

    /** Two connections may be given the same state by their callers, and a caller can't name a state of the hub's. */
    private static String hash(UUID connectionId, String state, boolean namedByCaller) {
        return HexFormat.of().formatHex(sha256((namedByCaller ? "caller " : "hub ") + connectionId + " " + state));
    }

    /** @return what the provider keeps of a code verifier (RFC 7636, section 4.2) */
    static String challenge(String verifier) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(sha256(verifier));
    }

    private static byte[] sha256(String text) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java has SHA-256", impossible);
        }
    }
}
