package dev.serai.connection;

import java.util.Locale;

/**
 * What only one connection of a tenant may have. Contracts differ in what that is.
 *
 * @param text the slot as the database keeps it
 */
public record Slot(String text) {

    /** @return the slot of a name, where names are unique; case makes no difference */
    public static Slot ofName(String name) {
        return new Slot("name:" + name.strip().toLowerCase(Locale.ROOT));
    }

    /** @return the slot of a provider, where there is one connection to each */
    public static Slot ofProvider(String provider) {
        return new Slot("provider:" + provider);
    }
}
