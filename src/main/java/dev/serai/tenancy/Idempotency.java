package dev.serai.tenancy;

import dev.serai.refusal.Conflict;
import dev.serai.refusal.Invalid;
import dev.serai.vault.Vault;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Makes a request that creates something harmless to repeat: under the same {@code Idempotency-Key} it is carried out
 * once, and a repeat within 24 hours gets the first answer again. The key is committed with what was created.
 */
@Component
public class Idempotency {

    private static final int LONGEST_KEY = 255;

    private static final String CLAIM =
            """
            INSERT INTO idempotency_key AS k (tenant_id, key, fingerprint) VALUES (?, ?, ?)
            ON CONFLICT (tenant_id, key) DO UPDATE
                SET fingerprint = excluded.fingerprint, status = NULL, answer = NULL, created_at = now()
                WHERE k.created_at < now() - interval '24 hours'
            """;

    private final TransactionTemplate transactions;
    private final JdbcTemplate database;
    private final Vault vault;

    Idempotency(TransactionTemplate transactions, JdbcTemplate database, Vault vault) {
        this.transactions = transactions;
        this.database = database;
        this.vault = vault;
    }

    /**
     * Carries a request out once.
     *
     * @param tenant who asks
     * @param operation what is asked for, such as {@code framework-createWebhook}
     * @param key the request's key; null: carried out in any case
     * @param fingerprint the request's content, by which another request under the same key is told apart
     * @param work what to do, in the transaction that keeps the key
     * @return the answer of the work, or of its first run
     * @throws Invalid naming {@code Idempotency-Key}, when the hub can't keep it
     * @throws Conflict when the key was used for another request
     */
    public StoredAnswer once(
            Tenant tenant, String operation, @Nullable String key, String fingerprint, Supplier<StoredAnswer> work) {
        String checked = checked(key);
        return transactions.execute(status ->
                checked == null ? work.get() : claimed(tenant, checked, digest(operation + '\n' + fingerprint), work));
    }

    /**
     * Finds the answer to a request that was carried out already: for work that has to ask somebody else first, which must not
     * be asked twice.
     *
     * @return the first answer; empty when there is no key, or it was not used yet
     * @throws Conflict when the key was used for another request
     */
    public Optional<StoredAnswer> answered(Tenant tenant, String operation, @Nullable String key, String fingerprint) {
        String checked = checked(key);
        return checked == null
                ? Optional.empty()
                : earlierOnes(tenant, checked, digest(operation + '\n' + fingerprint)).stream()
                        .findFirst();
    }

    /**
     * Refuses a key that the hub can't keep.
     *
     * @return the key
     * @throws Invalid naming {@code Idempotency-Key}
     */
    public static @Nullable String checked(@Nullable String key) {
        if (key != null
                && (key.isBlank() || key.length() > LONGEST_KEY || key.chars().anyMatch(Character::isISOControl))) {
            throw new Invalid("Idempotency-Key", "must have 1 to " + LONGEST_KEY + " visible characters");
        }
        return key;
    }

    private StoredAnswer claimed(Tenant tenant, String key, byte[] fingerprint, Supplier<StoredAnswer> work) {
        if (database.update(CLAIM, tenant.id(), key, fingerprint) == 0) {
            return earlier(tenant, key, fingerprint);
        }
        StoredAnswer answer = work.get();
        database.update(
                "UPDATE idempotency_key SET status = ?, answer = ? WHERE tenant_id = ? AND key = ?",
                answer.status(),
                vault.seal(purpose(tenant, key), answer.json()),
                tenant.id(),
                key);
        return answer;
    }

    private StoredAnswer earlier(Tenant tenant, String key, byte[] fingerprint) {
        return earlierOnes(tenant, key, fingerprint).get(0);
    }

    private List<StoredAnswer> earlierOnes(Tenant tenant, String key, byte[] fingerprint) {
        return database.query(
                """
                SELECT fingerprint, status, answer FROM idempotency_key
                WHERE tenant_id = ? AND key = ? AND created_at >= now() - interval '24 hours'
                """,
                (row, number) -> {
                    if (!Arrays.equals(row.getBytes("fingerprint"), fingerprint)) {
                        throw new Conflict("This Idempotency-Key was used for another request; use a new one");
                    }
                    return new StoredAnswer(
                            row.getInt("status"), vault.open(purpose(tenant, key), row.getBytes("answer")));
                },
                tenant.id(),
                key);
    }

    /** Takes away the keys that have outlived their time, in small steps. Safe to run on several hubs at once. */
    public void expire() {
        int deleted;
        do {
            deleted = database.update(
                    """
                    DELETE FROM idempotency_key WHERE ctid IN (
                        SELECT ctid FROM idempotency_key WHERE created_at < now() - interval '24 hours'
                        LIMIT 5000 FOR UPDATE SKIP LOCKED)
                    """);
        } while (deleted == 5000);
    }

    private static String purpose(Tenant tenant, String key) {
        return "idempotency_key.answer:" + tenant.id() + ":" + key;
    }

    private static byte[] digest(String text) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException missing) {
            throw new IllegalStateException("every Java runtime has SHA-256", missing);
        }
    }
}
