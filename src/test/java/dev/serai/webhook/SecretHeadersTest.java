package dev.serai.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SecretHeadersTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Authorization",
                "AUTHORIZATION",
                "X-Auth",
                "X-API-Key",
                "apikey",
                "X-Access-Token",
                "X-Client-Secret",
                "Set-Cookie",
                "X-Password",
                "X-Credentials",
                "X-Session"
            })
    void masksWhatMayBeSecret(String name) {
        assertThat(SecretHeaders.masked(Map.of(name, "value"))).isEqualTo(Map.of(name, "********"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"X-Team", "Accept", "X-Custom-Header", "X-Request-Source"})
    void showsTheRest(String name) {
        assertThat(SecretHeaders.masked(Map.of(name, "value"))).isEqualTo(Map.of(name, "value"));
    }

    @Test
    void hidesInATextWhatWasSentAsASecretAndNothingElse() {
        Map<String, String> headers = Map.of("X-Api-Key", "k-12345678", "X-Team", "marketing", "X-Token", "ok");

        assertThat(SecretHeaders.hiddenIn("ok, marketing: k-12345678 is not k-1234567", headers))
                .isEqualTo("ok, marketing: ******** is not k-1234567");
    }
}
