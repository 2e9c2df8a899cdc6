package dev.serai.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.serai.refusal.Invalid;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CustomHeadersTest {

    @Test
    void ordinaryHeadersPass() {
        Map<String, String> headers = Map.of("X-Team", "hiring", "Authorization", "Bearer t", "X-Empty", "");

        assertThat(CustomHeaders.checked(headers)).isEqualTo(headers);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Traceparent",
                "tracestate",
                "Host",
                "content-TYPE",
                "Content-Length",
                "Transfer-Encoding",
                "Connection",
                "Cookie",
                "User-Agent",
                "X-Webhook-Signature",
                "x-webhook-anything",
                "Webhook-Id",
                "webhook-signature"
            })
    void oursCanNotBeReplaced(String name) {
        assertRefused("headers." + name, Map.of(name, "a"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"a\r\nX-Evil: b", "a\nb", "a\rb", "a\u0000b", "a\u007fb", "\u00e4"})
    void aValueCanNotSmuggleALineBreak(String value) {
        assertRefused("headers.X-Team", Map.of("X-Team", value));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "X Team", "X-Team:", "X-Team\r\nX-Evil", "X-T\u00e4m"})
    void aNameIsAToken(String name) {
        assertThatThrownBy(() -> CustomHeaders.checked(Map.of(name, "a"))).isInstanceOf(Invalid.class);
    }

    @Test
    void aRefusedNameIsShownWithoutItsControlCharacters() {
        assertRefused("headers.X??Evil", Map.of("X\r\nEvil", "a"));
    }

    @Test
    void namesThatDifferByCaseAloneAreOne() {
        assertThatThrownBy(() -> CustomHeaders.checked(Map.of("X-Team", "a", "x-team", "b")))
                .isInstanceOf(Invalid.class);
    }

    @Test
    void thereIsAnEndToNumberAndLength() {
        Map<String, String> many = new HashMap<>();
        for (int i = 0; i <= 20; i++) {
            many.put("X-" + i, "a");
        }

        assertRefused("headers", many);
        assertRefused("headers.X-Long", Map.of("X-Long", "a".repeat(2_001)));
    }

    private static void assertRefused(String field, Map<String, String> headers) {
        assertThatThrownBy(() -> CustomHeaders.checked(headers))
                .isInstanceOfSatisfying(
                        Invalid.class, refused -> assertThat(refused.field()).isEqualTo(field));
    }
}
