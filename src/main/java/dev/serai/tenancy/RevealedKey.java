package dev.serai.tenancy;

/**
 * A key together with its text, for the one answer that tells it.
 *
 * @param text the key in clear
 */
public record RevealedKey(ApiKey key, String text) {

    @Override
    public String toString() {
        return "RevealedKey[" + key.id() + "]";
    }
}
