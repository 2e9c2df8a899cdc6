package dev.serai.vault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.serai.platform.database.SharedPostgres;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import javax.sql.DataSource;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

class ResealingIT {

    private static final SealedColumn SECRET = SealedColumn.of("webhook", "secret", "id");
    private static final SealedColumn HEADERS = SealedColumn.of("webhook", "headers", "id");
    private static final SealedColumn ANSWER = SealedColumn.of("idempotency_key", "answer", "tenant_id", "key");
    private static final List<SealedColumn> COLUMNS = List.of(SECRET, HEADERS, ANSWER, Canary.COLUMN);

    private static DataSource source;

    @TempDir
    private Path directory;

    private JdbcTemplate database;
    private TransactionTemplate transactions;
    private KeysetFile file;
    private Vault vault;
    private Resealing resealing;

    @BeforeAll
    static void connect() {
        source = SharedPostgres.schema("resealing");
    }

    @BeforeEach
    void makeTables() {
        database = new JdbcTemplate(source);
        transactions = new TransactionTemplate(new DataSourceTransactionManager(source));
        database.execute(
                """
                DROP TABLE IF EXISTS webhook, idempotency_key, vault_check;
                CREATE TABLE webhook (id uuid PRIMARY KEY, secret bytea NOT NULL, headers bytea);
                CREATE TABLE idempotency_key (
                    tenant_id bigint, key text, answer bytea, PRIMARY KEY (tenant_id, key));
                CREATE TABLE vault_check (
                    only_row boolean PRIMARY KEY DEFAULT true CHECK (only_row), sealed bytea NOT NULL);
                """);
        file = new KeysetFile(directory.resolve("vault-keyset.json"), true);
        vault = Vault.with(file);
        resealing = new Resealing(vault, database, transactions, COLUMNS);
    }

    @Test
    void sealsEveryValueAgainUnderTheNewKeyAndChangesNone() {
        List<UUID> webhooks = webhooks(450);
        database.update(
                "INSERT INTO idempotency_key VALUES (7, 'a:b', ?), (7, 'pending', NULL), (8, 'ü', ?)",
                vault.seal("idempotency_key.answer:7:a:b", "first"),
                vault.seal("idempotency_key.answer:8:ü", "second"));
        new Canary(vault, database).afterPropertiesSet();
        byte[] prefix = rotate();

        assertThat(resealing.run()).isEqualTo(new Resealing.Tally(450 + 450 + 2 + 1, 0, 0));

        assertThat(prefixes("SELECT secret FROM webhook")).hasSize(450).allMatch(one -> startsWith(one, prefix));
        for (UUID id : webhooks) {
            assertThat(vault.open(
                            "webhook.secret:" + id,
                            database.queryForObject("SELECT secret FROM webhook WHERE id = ?", byte[].class, id)))
                    .isEqualTo("secret of " + id);
        }
        assertThat(vault.open(
                        "idempotency_key.answer:7:a:b",
                        database.queryForObject("SELECT answer FROM idempotency_key WHERE key = 'a:b'", byte[].class)))
                .isEqualTo("first");
        assertThatCode(() -> new Canary(vault, database).afterPropertiesSet()).doesNotThrowAnyException();
        assertThat(resealing.run()).isEqualTo(Resealing.Tally.NOTHING);
    }

    @Test
    void worksOnTheSameTableFromSeveralHubsAtOnceWithoutHarm() {
        webhooks(900);
        rotate();
        List<CompletableFuture<Resealing.Tally>> runs = new ArrayList<>();
        for (int hub = 0; hub < 3; hub++) {
            Resealing another = new Resealing(Vault.with(file), database, transactions, COLUMNS);
            runs.add(CompletableFuture.supplyAsync(another::run));
        }
        int resealed = runs.stream().mapToInt(run -> run.join().resealed()).sum();
        Resealing.Tally rest = resealing.run();
        assertThat(resealed + rest.resealed()).isEqualTo(1_800);
        assertThat(resealing.run()).isEqualTo(Resealing.Tally.NOTHING);
    }

    @Test
    void passesOverARowInUseAndFindsItTheNextTime() {
        UUID id = webhooks(3).get(1);
        rotate();
        transactions.executeWithoutResult(status -> {
            database.queryForList("SELECT id FROM webhook WHERE id = ? FOR UPDATE", id);
            // Another connection than the one that holds the lock.
            assertThat(CompletableFuture.supplyAsync(resealing::run).join()).isEqualTo(new Resealing.Tally(4, 0, 2));
        });
        assertThat(resealing.run()).isEqualTo(new Resealing.Tally(2, 0, 0));
    }

    @Test
    void leavesAValueThatDoesNotOpenAloneAndGoesOnWithTheOthers() {
        List<UUID> ids = webhooks(3);
        byte[] copied = database.queryForObject("SELECT secret FROM webhook WHERE id = ?", byte[].class, ids.get(0));
        database.update("UPDATE webhook SET secret = ? WHERE id = ?", copied, ids.get(1));
        rotate();
        assertThat(resealing.run()).isEqualTo(new Resealing.Tally(5, 1, 0));
        assertThat(database.queryForObject("SELECT secret FROM webhook WHERE id = ?", byte[].class, ids.get(1)))
                .isEqualTo(copied);
    }

    @Test
    void aHubWithAnotherKeysetDoesNotStartAndSaysWhichSettingToChange() {
        new Canary(vault, database).afterPropertiesSet();
        Vault foreign = Vault.with(new GivenKeyset(Keyset.create().json()));
        assertThatExceptionOfType(VaultFault.class)
                .isThrownBy(() -> new Canary(foreign, database).afterPropertiesSet())
                .withMessageContaining("serai.vault.keyset (SERAI_VAULT_KEYSET)")
                .withMessageContaining("SERAI_VAULT_KEYSET_FILE");
    }

    @Test
    void aRunningHubTakesUpARotationAndLooksOnceMoreForWhatOthersSealedMeanwhile() {
        MovingClock clock = new MovingClock();
        KeyFollowing following = new KeyFollowing(vault, resealing, clock);
        following.look();
        UUID id = webhooks(1).get(0);
        Vault late = Vault.with(new GivenKeyset(file.read()));
        Keyset rotated = file.rotate();

        following.look();
        assertThat(prefixes("SELECT secret FROM webhook")).allMatch(one -> startsWith(one, rotated.primaryPrefix()));

        database.update("UPDATE webhook SET secret = ?", late.seal("webhook.secret:" + id, "sealed late"));
        following.look();
        clock.pass(Duration.ofSeconds(61));
        following.look();
        assertThat(prefixes("SELECT secret FROM webhook")).allMatch(one -> startsWith(one, rotated.primaryPrefix()));
        assertThat(vault.open(
                        "webhook.secret:" + id, database.queryForObject("SELECT secret FROM webhook", byte[].class)))
                .isEqualTo("sealed late");
    }

    private byte[] rotate() {
        byte[] prefix = file.rotate().primaryPrefix();
        vault.reload();
        return prefix;
    }

    private List<UUID> webhooks(int count) {
        List<UUID> ids = new ArrayList<>();
        List<Object[]> rows = new ArrayList<>();
        for (int number = 0; number < count; number++) {
            UUID id = UUID.randomUUID();
            ids.add(id);
            rows.add(new Object[] {
                id, vault.seal("webhook.secret:" + id, "secret of " + id), vault.seal("webhook.headers:" + id, "{}")
            });
        }
        database.batchUpdate("INSERT INTO webhook VALUES (?, ?, ?)", rows);
        return ids;
    }

    private List<byte[]> prefixes(String select) {
        return database.queryForList(select, byte[].class);
    }

    private static boolean startsWith(byte[] value, byte[] prefix) {
        return java.util.Arrays.equals(value, 0, prefix.length, prefix, 0, prefix.length);
    }

    private static final class MovingClock extends Clock {

        private Instant now = Instant.parse("2030-01-01T00:00:00Z");

        void pass(Duration time) {
            now = now.plus(time);
        }

        @Override
        public Instant instant() {
            return now;
        }

        @Override
        public ZoneOffset getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(java.time.ZoneId zone) {
            return this;
        }
    }
}
