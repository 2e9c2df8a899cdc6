package dev.serai.api;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSObject;
import com.nimbusds.jose.Payload;
import com.nimbusds.jose.crypto.MACSigner;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Makes bearer tokens as any holder of the secret can. */
public final class Tokens {

    static final String SECRET = "the-secret-of-the-hub-under-test-has-32-bytes";

    public static final List<String> ALL_PERMISSIONS =
            List.of("integrations:create", "integrations:read", "integrations:update", "integrations:delete");

    private Tokens() {}

    /** @return a token of this organisation that may do everything */
    static String of(String organization) {
        return with(Map.of("sub", "user-1", "organizationId", organization, "permissions", ALL_PERMISSIONS));
    }

    /** @return a token of this organisation that may do everything but this */
    static String without(String organization, String permission) {
        List<String> permissions = new ArrayList<>(ALL_PERMISSIONS);
        permissions.remove(permission);
        return with(Map.of("sub", "user-1", "organizationId", organization, "permissions", permissions));
    }

    /** @return a token with exactly these claims, and five minutes to live */
    public static String with(Map<String, ?> claims) {
        Map<String, Object> all = new HashMap<>(claims);
        all.put("exp", Instant.now().getEpochSecond() + 300);
        try {
            JWSObject token = new JWSObject(new JWSHeader(JWSAlgorithm.HS256), new Payload(all));
            token.sign(new MACSigner(SECRET));
            return token.serialize();
        } catch (JOSEException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
