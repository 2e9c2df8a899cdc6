package dev.serai.provider.smtp;

import com.fasterxml.jackson.databind.JsonNode;
import dev.serai.refusal.Invalid;
import jakarta.mail.internet.AddressException;
import jakarta.mail.internet.InternetAddress;
import java.io.UnsupportedEncodingException;
import java.net.IDN;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads addresses of mail: {@code ada@example.com}, or {@code Ada Lovelace <ada@example.com>}. */
final class Addresses {

    /** RFC 5321, section 4.5.3.1.3, leaves a path 256 octets with its brackets. */
    private static final int LONGEST = 254;

    private static final int LONGEST_WITH_NAME = 500;

    private Addresses() {}

    /**
     * @param field a text or a list of texts
     * @throws Invalid naming the field
     */
    static List<InternetAddress> of(Map<String, Object> input, String field) {
        List<InternetAddress> found = new ArrayList<>();
        Object given = input.get(field);
        if (given instanceof JsonNode all && all.isArray()) {
            for (int i = 0; i < all.size(); i++) {
                found.add(of(all.get(i).asText(""), field + "." + i));
            }
        } else if (given != null) {
            found.add(of(given instanceof JsonNode one ? one.asText("") : given.toString(), field));
        }
        return found;
    }

    static InternetAddress of(String text, String field) {
        if (text.length() > LONGEST_WITH_NAME || text.chars().anyMatch(Character::isISOControl)) {
            throw unusable(field);
        }
        try {
            InternetAddress[] parsed = InternetAddress.parse(text, true);
            if (parsed.length != 1 || parsed[0].isGroup()) {
                throw unusable(field);
            }
            return named(ascii(parsed[0].getAddress(), field), parsed[0].getPersonal());
        } catch (AddressException malformed) {
            throw unusable(field);
        }
    }

    /** @param name what stands beside the address; null: nothing */
    static InternetAddress named(String address, @Nullable String name) throws AddressException {
        InternetAddress named = new InternetAddress(address, true);
        named.validate();
        if (name != null && !name.isBlank()) {
            try {
                named.setPersonal(name, StandardCharsets.UTF_8.name());
            } catch (UnsupportedEncodingException impossible) {
                throw new IllegalStateException("UTF-8 is always there", impossible);
            }
        }
        return named;
    }

    /** What stands after the at sign may have letters beyond ASCII (RFC 3490); what stands before it may not. */
    private static String ascii(String address, String field) {
        int at = address.lastIndexOf('@');
        if (at < 1 || !address.substring(0, at).matches("\\p{ASCII}+")) {
            throw unusable(field);
        }
        try {
            String domain = IDN.toASCII(address.substring(at + 1), IDN.USE_STD3_ASCII_RULES);
            String whole = address.substring(0, at + 1) + domain;
            if (whole.length() > LONGEST) {
                throw unusable(field);
            }
            return whole;
        } catch (IllegalArgumentException malformed) {
            throw unusable(field);
        }
    }

    private static Invalid unusable(String field) {
        return new Invalid(field, "must be an e-mail address, such as ada@example.com");
    }
}
