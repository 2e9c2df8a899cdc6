package dev.serai.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.serai.refusal.Invalid;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SigningSecretTest {

    @Test
    void aNewOneHas32BytesBehindItsPrefix() {
        SigningSecret secret = SigningSecret.create();

        assertThat(secret.text()).startsWith("whsec_");
        assertThat(secret.standardKey())
                .hasSize(32)
                .isEqualTo(Base64.getDecoder().decode(secret.text().substring(6)));
        assertThat(SigningSecret.create()).isNotEqualTo(secret);
    }

    @Test
    void aGivenOneWithoutPrefixSignsWithItsBytes() {
        assertThat(SigningSecret.given("correct-horse").standardKey())
                .asString()
                .isEqualTo("correct-horse");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "1234567",
                "with space",
                "line\nbreak",
                "\u00e4\u00e4\u00e4\u00e4\u00e4\u00e4\u00e4\u00e4",
                "whsec_",
                "whsec_==",
                "whsec_not base64",
                "whsec_a-b_c-d_"
            })
    void whatCanNotSignIsRefusedByName(String text) {
        assertThatThrownBy(() -> SigningSecret.given(text))
                .isInstanceOfSatisfying(
                        Invalid.class, refused -> assertThat(refused.field()).isEqualTo("secret"));
    }

    @Test
    void itDoesNotShowInTexts() {
        assertThat(SigningSecret.create()).hasToString("SigningSecret[********]");
    }
}
