package dev.serai.tenancy;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a client proves itself with.
 *
 * @param id the client's id
 * @param secret its secret; may be empty
 */
public record ClientCredentials(String id, String secret) {

    /** @return the credentials of a form; none without an id */
    public static List<ClientCredentials> form(@Nullable String id, @Nullable String secret) {
        return id == null ? List.of() : List.of(new ClientCredentials(id, secret == null ? "" : secret));
    }

    /**
     * Reads HTTP Basic. The standard has clients encode id and secret as in a form before (RFC 6749, section 2.3.1), and
     * many don't.
     *
     * @param authorization the header
     * @return what it can mean, as it stands first; none when it is no such header
     */
    public static List<ClientCredentials> basic(String authorization) {
        if (!authorization.regionMatches(true, 0, "Basic ", 0, 6)) {
            return List.of();
        }
        try {
            String pair = new String(
                    Base64.getDecoder().decode(authorization.substring(6).strip()), StandardCharsets.UTF_8);
            int colon = pair.indexOf(':');
            if (colon < 0) {
                return List.of();
            }
            Set<ClientCredentials> readings = new LinkedHashSet<>();
            ClientCredentials asItStands = new ClientCredentials(pair.substring(0, colon), pair.substring(colon + 1));
            readings.add(asItStands);
            readings.add(asItStands.decoded());
            return List.copyOf(readings);
        } catch (IllegalArgumentException noBase64) {
            return List.of();
        }
    }

    private ClientCredentials decoded() {
        try {
            return new ClientCredentials(
                    URLDecoder.decode(id, StandardCharsets.UTF_8), URLDecoder.decode(secret, StandardCharsets.UTF_8));
        } catch (IllegalArgumentException notEncoded) {
            return this;
        }
    }

    @Override
    public String toString() {
        return "ClientCredentials[" + id + "]";
    }
}
