package dev.serai.vault;

import java.io.PrintStream;
import java.util.Map;

/**
 * The command {@code rotate-vault-key}: gives the vault's keyset a new primary key. Works on the keyset alone, without
 * database or network; the hubs that use it notice by themselves and seal everything again. The old keys stay in the
 * keyset, so that backups open.
 */
public final class RotateVaultKey {

    /** The command's name, as the program's first argument. */
    public static final String NAME = "rotate-vault-key";

    private RotateVaultKey() {}

    /**
     * Rotates the keyset that a hub with this environment uses.
     *
     * @param environment {@code SERAI_VAULT_KEYSET}, {@code SERAI_VAULT_KEYSET_FILE} and {@code SERAI_DATA_DIR}, each
     *     optional
     * @param out what was done; when the keyset is an environment variable, nothing but the new keyset, a secret
     * @param error failures and notes
     * @return the process's exit code: 0 done, 1 failed and nothing changed
     */
    public static int run(Map<String, String> environment, PrintStream out, PrintStream error) {
        try {
            KeysetOrigin origin = KeysetOrigin.of(
                    environment.get("SERAI_VAULT_KEYSET"),
                    environment.get("SERAI_VAULT_KEYSET_FILE"),
                    environment.get("SERAI_DATA_DIR"));
            if (origin instanceof KeysetFile file) {
                rotate(file, out);
            } else {
                print(Keyset.parse(origin.read(), origin.name()).withNewPrimary(), out, error);
            }
            return 0;
        } catch (VaultFault fault) {
            error.println(fault.getMessage());
            return 1;
        }
    }

    private static void rotate(KeysetFile file, PrintStream out) {
        Keyset rotated = file.rotate();
        out.println("Key " + rotated.primaryId() + " is the primary key now, in " + file.path() + ".");
        out.println("Hubs that are running take it up within seconds and seal everything again by themselves.");
    }

    private static void print(Keyset rotated, PrintStream out, PrintStream error) {
        out.println(rotated.json());
        error.println("Key " + rotated.primaryId() + " is the primary key of the keyset above, which is a secret.");
        error.println("Nothing has changed yet: make it the value of SERAI_VAULT_KEYSET for every hub and restart"
                + " them; they then seal everything again by themselves. A hub that still has the old keyset can't"
                + " open what the others seal.");
    }
}
