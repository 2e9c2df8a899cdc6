package dev.serai.vault;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Where the hub's keyset comes from. */
sealed interface KeysetOrigin permits GivenKeyset, KeysetFile {

    /**
     * Decides it, for the hub and for the command that rotates.
     *
     * @param keyset the keyset itself; null or blank: not given
     * @param keysetFile the path of a file with it; null or blank: not given
     * @param dataDirectory where the hub keeps its state; null or blank: {@code data} in the working directory
     * @throws VaultFault when both a keyset and a file are given
     */
    static KeysetOrigin of(@Nullable String keyset, @Nullable String keysetFile, @Nullable String dataDirectory) {
        if (given(keyset) && given(keysetFile)) {
            throw new VaultFault("serai.vault.keyset (SERAI_VAULT_KEYSET) and serai.vault.keyset-file"
                    + " (SERAI_VAULT_KEYSET_FILE) are both set; keep the one that counts");
        }
        if (given(keyset)) {
            return new GivenKeyset(keyset);
        }
        if (given(keysetFile)) {
            return new KeysetFile(Path.of(keysetFile), false);
        }
        return new KeysetFile(Path.of(given(dataDirectory) ? dataDirectory : "data", "vault-keyset.json"), true);
    }

    private static boolean given(@Nullable String value) {
        return value != null && !value.isBlank();
    }

    /** @return the setting it comes from, for messages */
    String name();

    /**
     * Makes the keyset when there is none and the hub may make it.
     *
     * @throws VaultFault when it can't be made
     */
    void prepare();

    /**
     * Reads the keyset as it is now.
     *
     * @return Tink's JSON form, in clear: a secret
     * @throws VaultFault when it can't be read
     */
    String read();
}
