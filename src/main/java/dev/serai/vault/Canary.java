package dev.serai.vault;

import org.springframework.beans.factory.InitializingBean;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * Keeps a hub from working on a database whose secrets it can't open: the first hub seals a word into it, and every
 * other must be able to open that word before it starts.
 */
final class Canary implements InitializingBean {

    /** The word's place, which follows the key like every other. */
    static final SealedColumn COLUMN = SealedColumn.of("vault_check", "sealed", "only_row");

    private static final String PURPOSE = COLUMN.purpose(true);
    private static final String WORD = "caravanserai";

    private final Vault vault;
    private final JdbcTemplate database;

    /** @param database used after its migrations, which Spring Boot runs before anything gets a {@code JdbcTemplate} */
    Canary(Vault vault, JdbcTemplate database) {
        this.vault = vault;
        this.database = database;
    }

    /** @throws VaultFault when the database was sealed with another keyset */
    @Override
    public void afterPropertiesSet() {
        // Of several hubs that start at once on a new database one writes its word, and all check the one that stands.
        database.update(
                "INSERT INTO vault_check (sealed) VALUES (?) ON CONFLICT DO NOTHING", vault.seal(PURPOSE, WORD));
        byte[] sealed = database.queryForObject("SELECT sealed FROM vault_check", byte[].class);
        if (sealed == null || !opens(sealed)) {
            throw new VaultFault("This hub's keyset is not the one that the database was sealed with. It comes from "
                    + vault.origin() + ". Give the hub the database's own keyset with SERAI_VAULT_KEYSET or"
                    + " SERAI_VAULT_KEYSET_FILE");
        }
    }

    private boolean opens(byte[] sealed) {
        try {
            return vault.open(PURPOSE, sealed).equals(WORD);
        } catch (VaultFault foreign) {
            return false;
        }
    }
}
