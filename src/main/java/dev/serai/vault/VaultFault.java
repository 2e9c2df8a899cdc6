package dev.serai.vault;

/**
 * The vault can't do its work: a keyset that can't be used, or a sealed value that doesn't open. The message names the
 * place or the purpose and never holds a secret; there is no cause, because causes quote what they choke on.
 */
public final class VaultFault extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** @param message what is wrong, fit for a log */
    VaultFault(String message) {
        super(message);
    }
}
