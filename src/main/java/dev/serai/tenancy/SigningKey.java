package dev.serai.tenancy;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Base64;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/** The key of the hub's own tokens: the configured secret, or one that the hub keeps in its data directory. */
@Component
class SigningKey {

    private static final String ALGORITHM = "HmacSHA256";
    private static final int BYTES = 48;

    private final SecretKey key;

    SigningKey(TokenProperties properties, @Value("${serai.data-dir:data}") Path dataDirectory) {
        String secret = TokenProperties.isGiven(properties.secret())
                ? properties.secret()
                : OwnFile.read(dataDirectory.resolve("jwt-secret"), SigningKey::random);
        this.key = new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), ALGORITHM);
    }

    SecretKey key() {
        return key;
    }

    /** @return a new secret, fit for a URL */
    static String random() {
        byte[] bytes = new byte[BYTES];
        new SecureRandom().nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
