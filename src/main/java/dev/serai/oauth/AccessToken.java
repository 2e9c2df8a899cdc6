package dev.serai.oauth;

/**
 * A token to call a provider with.
 *
 * @param text the token; goes into {@code Authorization} and nowhere else
 * @param generation grows with each new token of the connection
 */
public record AccessToken(String text, int generation) {

    /** @return never the token */
    @Override
    public String toString() {
        return "AccessToken[" + generation + "]";
    }
}
