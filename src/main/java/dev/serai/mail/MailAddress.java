package dev.serai.mail;

import dev.serai.refusal.Invalid;
import jakarta.mail.internet.AddressException;
import jakarta.mail.internet.InternetAddress;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Whom a message goes to.
 *
 * @param address such as {@code ada@example.com}
 * @param name such as {@code Ada Lovelace}; null: none was given
 */
public record MailAddress(String address, @Nullable String name) {

    private static final int LONGEST = 320;
    // Without quoted local parts and address literals, which no provider here takes.
    private static final Pattern PLAIN =
            Pattern.compile("[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@[A-Za-z0-9-]+(\\.[A-Za-z0-9-]+)+");

    /**
     * Reads an address as people write it.
     *
     * @param field the field that it was given in
     * @param text {@code ada@example.com} or {@code Ada Lovelace <ada@example.com>}
     * @throws Invalid when it is not exactly one address
     */
    public static MailAddress of(String field, String text) {
        if (text.length() > LONGEST || MailText.hasControls(text)) {
            throw refused(field);
        }
        try {
            InternetAddress[] parsed = InternetAddress.parse(text, true);
            if (parsed.length == 1
                    && !parsed[0].isGroup()
                    && PLAIN.matcher(parsed[0].getAddress()).matches()) {
                return new MailAddress(parsed[0].getAddress(), parsed[0].getPersonal());
            }
        } catch (AddressException malformed) {
            throw refused(field);
        }
        throw refused(field);
    }

    private static Invalid refused(String field) {
        return new Invalid(field, "must be an e-mail address such as ada@example.com or Ada <ada@example.com>");
    }
}
