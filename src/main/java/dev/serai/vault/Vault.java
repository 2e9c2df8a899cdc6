package dev.serai.vault;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Seals secrets for the database and opens them again (AEAD, AES256-GCM). A purpose names the place that a value is
 * kept in, by convention {@code table.column:key}, such as {@code webhook.secret:<uuid>}; a value that was copied to
 * another row or column doesn't open there. Safe for many threads.
 */
public final class Vault {

    private static final Logger LOG = LoggerFactory.getLogger(Vault.class);

    private final KeysetOrigin origin;
    private String text;
    private String problem = "";
    private volatile Keyset keyset;

    private Vault(KeysetOrigin origin, String text) {
        this.origin = origin;
        this.text = text;
        this.keyset = Keyset.parse(text, origin.name());
    }

    /**
     * Opens the vault.
     *
     * @throws VaultFault naming the setting at fault
     */
    static Vault with(KeysetOrigin origin) {
        origin.prepare();
        return new Vault(origin, origin.read());
    }

    /**
     * Seals a value under the primary key.
     *
     * @param purpose the place it is kept in; not secret
     * @param clear the value
     * @return the sealed value: 33 bytes longer than the clear one
     */
    public byte[] seal(String purpose, byte[] clear) {
        try {
            return keyset.aead().encrypt(clear, bytes(purpose));
        } catch (GeneralSecurityException failed) {
            throw new VaultFault("A value can't be sealed for " + purpose);
        }
    }

    /**
     * Seals a text, as UTF-8.
     *
     * @param purpose the place it is kept in; not secret
     * @param clear the text
     * @return the sealed text
     */
    public byte[] seal(String purpose, String clear) {
        return seal(purpose, bytes(clear));
    }

    /**
     * Opens a text.
     *
     * @param purpose the purpose it was sealed for
     * @param sealed what {@code seal} returned
     * @return the text
     * @throws VaultFault when the value was sealed for another purpose or with another keyset, or was changed
     */
    public String open(String purpose, byte[] sealed) {
        return new String(openBytes(purpose, sealed), StandardCharsets.UTF_8);
    }

    /**
     * Opens a value.
     *
     * @param purpose the purpose it was sealed for
     * @param sealed what {@code seal} returned
     * @return the value
     * @throws VaultFault when the value was sealed for another purpose or with another keyset, or was changed
     */
    public byte[] openBytes(String purpose, byte[] sealed) {
        // Another hub may have seen a new key a moment before this one.
        if (!keyset.knowsKeyOf(sealed)) {
            reload();
        }
        try {
            return keyset.aead().decrypt(sealed, bytes(purpose));
        } catch (GeneralSecurityException failed) {
            throw new VaultFault("The value sealed for " + purpose + " doesn't open: it was sealed for another purpose"
                    + " or with another keyset, or was changed");
        }
    }

    /**
     * Takes over a keyset that has changed since. One that can't be read, or that lacks the key this hub seals with, is
     * left alone and told once: with it, what this hub has just sealed would be lost.
     */
    synchronized void reload() {
        try {
            String now = origin.read();
            if (!now.equals(text)) {
                keyset = successor(now);
                LOG.info("The vault's keyset was changed; key {} seals now", keyset.primaryId());
                text = now;
            }
            problem = "";
        } catch (VaultFault unusable) {
            tell(unusable.getMessage());
        }
    }

    private Keyset successor(String json) {
        Keyset changed = Keyset.parse(json, origin.name());
        if (!changed.succeeds(keyset)) {
            throw new VaultFault(origin.name() + " lacks key " + keyset.primaryId() + ", which this hub seals with");
        }
        return changed;
    }

    private void tell(String now) {
        if (!now.equals(problem)) {
            LOG.error("{}; the hub keeps the keyset it has", now);
        }
        problem = now;
    }

    /** @return the keyset that seals and opens now */
    Keyset keyset() {
        return keyset;
    }

    /** @return where the keyset comes from, for messages */
    String origin() {
        return origin.name();
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
