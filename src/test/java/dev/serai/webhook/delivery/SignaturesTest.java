package dev.serai.webhook.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import com.standardwebhooks.Webhook;
import dev.serai.webhook.SigningSecret;
import java.net.http.HttpHeaders;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SignaturesTest {

    private static final SigningSecret SECRET = new SigningSecret("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw");
    private static final SigningSecret OTHER = new SigningSecret("whsec_C2FVsBQIhrscChlQIMV+b5sSYspob7oD");

    @Test
    void theContractsOwnIsLowerCaseHexKeyedByTheSecretsText() {
        // RFC 4231, test case 2.
        assertThat(Signatures.plain(new SigningSecret("Jefe"), utf8("what do ya want for nothing?")))
                .isEqualTo("5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843");
    }

    @Test
    void thePrefixOfASecretIsPartOfTheContractsKey() {
        SigningSecret without = new SigningSecret("MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw");

        assertThat(Signatures.plain(SECRET, utf8("{}"))).isNotEqualTo(Signatures.plain(without, utf8("{}")));
    }

    @Test
    void standardWebhooksOwnExampleComesOut() {
        assertThat(Signatures.standard(
                        List.of(SECRET), "msg_p5jXN8AQM9LWM0D4loKWxJek", 1_614_265_330, utf8("{\"test\": 2432232314}")))
                .isEqualTo("v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=");
    }

    @Test
    void theLibraryVerifiesWithEachSecretThatSigned() {
        long now = Instant.now().getEpochSecond();
        String signature = Signatures.standard(List.of(SECRET, OTHER), "id-1", now, utf8("{\"a\":\"\u00e4\"}"));
        HttpHeaders headers = HttpHeaders.of(
                Map.of(
                        "webhook-id", List.of("id-1"),
                        "webhook-timestamp", List.of(Long.toString(now)),
                        "webhook-signature", List.of(signature)),
                (name, value) -> true);

        assertThatCode(() -> new Webhook(SECRET.text()).verify("{\"a\":\"\u00e4\"}", headers))
                .doesNotThrowAnyException();
        assertThatCode(() -> new Webhook(OTHER.text()).verify("{\"a\":\"\u00e4\"}", headers))
                .doesNotThrowAnyException();
    }

    @Test
    void theLibraryVerifiesASecretWithoutPrefixByItsBytes() {
        SigningSecret given = new SigningSecret("any text will do");
        long now = Instant.now().getEpochSecond();
        HttpHeaders headers = HttpHeaders.of(
                Map.of(
                        "webhook-id", List.of("id-1"),
                        "webhook-timestamp", List.of(Long.toString(now)),
                        "webhook-signature", List.of(Signatures.standard(List.of(given), "id-1", now, utf8("{}")))),
                (name, value) -> true);

        assertThatCode(() -> new Webhook(utf8("any text will do")).verify("{}", headers))
                .doesNotThrowAnyException();
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
