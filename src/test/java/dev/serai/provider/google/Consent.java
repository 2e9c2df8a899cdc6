package dev.serai.provider.google;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What the person in front of the consent page does.
 *
 * @param email who it is when the page's address names nobody; null for the first account
 * @param granting whether they agree
 * @param scopes the scopes that they leave ticked; null for all that are asked for
 */
record Consent(@Nullable String email, boolean granting, @Nullable Set<String> scopes) {

    static final Consent FULL = new Consent(null, true, null);

    Consent by(String account) {
        return new Consent(account, granting, scopes);
    }

    Consent granting(boolean wanted) {
        return new Consent(email, wanted, scopes);
    }

    Consent only(@Nullable Set<String> ticked) {
        return new Consent(email, granting, ticked);
    }
}
