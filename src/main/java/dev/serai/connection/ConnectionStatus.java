package dev.serai.connection;

import java.util.Locale;

/** Where a connection stands. */
public enum ConnectionStatus {
    /** Made, but not authorised with the provider yet. */
    PENDING,
    /** In use. */
    ACTIVE,
    /** Switched off by its owner. */
    INACTIVE,
    /** The provider refuses it or can't be reached; its owner has to look after it. */
    ERROR,
    /** The provider's user took the permission back. */
    REVOKED;

    /** @return the status as the contracts and the database write it */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /**
     * @param word the status as {@link #word()} writes it
     * @return the status
     */
    public static ConnectionStatus of(String word) {
        return valueOf(word.toUpperCase(Locale.ROOT));
    }
}
