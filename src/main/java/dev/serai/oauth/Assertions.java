package dev.serai.oauth;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.serai.provider.ErrorClass;
import dev.serai.provider.ProviderFault;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.Signature;
import java.time.Clock;
import java.time.Duration;
import java.util.Base64;
import org.springframework.stereotype.Component;

/** Signs what proves to a token endpoint on whose behalf a client asks (RFC 7523), with RS256 (RFC 7518, section 3.3). */
@Component
class Assertions {

    /** The longest that Salesforce takes; whoever gets hold of one has little time. */
    private static final Duration LIFETIME = Duration.ofMinutes(3);

    private static final Base64.Encoder BASE64 = Base64.getUrlEncoder().withoutPadding();

    private final ObjectMapper json;
    private final Clock clock;

    Assertions(ObjectMapper json, Clock clock) {
        this.json = json;
        this.clock = clock;
    }

    /**
     * Signs an assertion that holds for three minutes.
     *
     * @param privateKey an RSA key in PEM
     * @param issuer the client's id
     * @param subject on whose behalf
     * @param audience whom it is for
     * @throws ProviderFault when the key can't be used
     */
    String sign(String privateKey, String issuer, String subject, String audience) {
        String header = json.createObjectNode().put("alg", "RS256").toString();
        String claims = json.createObjectNode()
                .put("iss", issuer)
                .put("sub", subject)
                .put("aud", audience)
                .put("exp", clock.instant().plus(LIFETIME).getEpochSecond())
                .toString();
        String signed = encoded(header) + "." + encoded(claims);
        try {
            Signature signature = Signature.getInstance("SHA256withRSA");
            signature.initSign(PrivateKeyFile.parse(privateKey));
            signature.update(signed.getBytes(StandardCharsets.US_ASCII));
            return signed + "." + BASE64.encodeToString(signature.sign());
        } catch (GeneralSecurityException | IllegalArgumentException unusable) {
            // What is wrong with it may hold parts of the key.
            throw new ProviderFault(
                    ErrorClass.REAUTHORISE,
                    "The private key can't be used: it must be an RSA key in PEM, without a passphrase");
        }
    }

    private static String encoded(String text) {
        return BASE64.encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }
}
