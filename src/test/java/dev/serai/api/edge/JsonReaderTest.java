package dev.serai.api.edge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.serai.refusal.Invalid;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.util.unit.DataSize;

class JsonReaderTest {

    private final JsonReader reader =
            new JsonReader(new ApiProperties(DataSize.ofMegabytes(4), DataSize.ofMegabytes(48), 100));

    @Test
    void findsNothingInAnEmptyBody() {
        assertThat(read("").isMissingNode()).isTrue();
        assertThat(read(" \n\t ").isMissingNode()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"1.10", "12345678901234567890123456789", "0.1000000000000000055511151231257827", "1E+400"})
    void keepsEveryDigitOfANumber(String number) {
        assertThat(read("[" + number + "]")).hasToString("[" + number + "]");
    }

    @Test
    void keepsTextInEveryScript() {
        assertThat(read("[\"Zoë 木 😀 \\uD83D\\uDE00 \\u0000\"]").get(0).asText())
                .isEqualTo("Zoë 木 😀 😀 \0");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{",
                "{]",
                "{'a':1}",
                "{\"a\":1,}",
                "[NaN]",
                "[Infinity]",
                "[01]",
                "[+1]",
                "[.5]",
                "[0x1]",
                "// a\n[]",
                "[] []",
                "[]x",
                "\"a\tb\"",
                "\"\\x\"",
                "\"\\uZZZZ\"",
                "{\"a\":1,\"a\":2}",
                "{\"o\":{\"a\":1,\"a\":1}}"
            })
    void refusesWhatIsNoJson(String body) {
        refuses(body.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void saysWhereTheJsonBreaks() {
        assertThatThrownBy(() -> read("{\n\"a\":}"))
                .isInstanceOfSatisfying(
                        Invalid.class, invalid -> assertThat(invalid.field()).isEqualTo("body"))
                .hasMessageMatching("is not valid JSON, at line 2, column \\d");
    }

    @ParameterizedTest
    @ValueSource(strings = {"UTF-16", "UTF-16LE", "UTF-16BE", "UTF-32BE", "UTF-32LE", "ISO-8859-1"})
    void refusesOtherEncodingsThanUtf8(String encoding) {
        refuses("{\"a\":\"é\"}".getBytes(Charset.forName(encoding)));
    }

    @Test
    void refusesOverlongAndForbiddenFormsOfUtf8() {
        refuses(quoted(0xc0, 0x80));
        refuses(quoted(0xc0, 0xaf));
        refuses(quoted(0xe0, 0x80, 0xaf));
        refuses(quoted(0xed, 0xa0, 0x80));
        refuses(quoted(0xf4, 0x90, 0x80, 0x80));
        refuses(quoted(0xf8, 0x88, 0x80, 0x80, 0x80));
        refuses(quoted(0xe2, 0x82));
        refuses(quoted(0xff));
    }

    @ParameterizedTest
    @ValueSource(strings = {"\\ud800", "\\udc00", "\\uDBFFx", "\\ud800\\ud800", "\\udc00\\ud800", "\\ud800\\\\udc00"})
    void refusesHalfASurrogatePair(String text) {
        refuses(("{\"a\":\"" + text + "\"}").getBytes(StandardCharsets.UTF_8));
        refuses(("{\"" + text + "\":1}").getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void doesNotTakeAnEscapedBackslashForASurrogate() {
        assertThat(read("[\"\\\\ud800\"]").get(0).asText()).isEqualTo("\\ud800");
    }

    @Test
    void takesAHundredLevelsAndNoMore() {
        assertThat(read("[".repeat(100) + "]".repeat(100)).isArray()).isTrue();
        assertThatThrownBy(() -> read("[".repeat(101) + "]".repeat(101)))
                .isInstanceOf(Invalid.class)
                .hasMessageContaining("100 levels");
    }

    @Test
    void refusesABodyThatWouldBecomeFarLargerInMemory() {
        assertThatThrownBy(() -> read("[" + "[],".repeat(200_000) + "[]]"))
                .isInstanceOf(Invalid.class)
                .hasMessageContaining("300000 names and values");
    }

    @Test
    void refusesANumberOfAThousandDigits() {
        assertThatThrownBy(() -> read("[" + "9".repeat(1_001) + "]")).isInstanceOf(Invalid.class);
    }

    private JsonNode read(String body) {
        return reader.read(body.getBytes(StandardCharsets.UTF_8));
    }

    private void refuses(byte[] body) {
        assertThatThrownBy(() -> reader.read(body))
                .isInstanceOfSatisfying(
                        Invalid.class, invalid -> assertThat(invalid.field()).isEqualTo("body"));
    }

    private static byte[] quoted(int... bytes) {
        byte[] body = new byte[bytes.length + 4];
        body[0] = '[';
        body[1] = '"';
        for (int i = 0; i < bytes.length; i++) {
            body[i + 2] = (byte) bytes[i];
        }
        body[bytes.length + 2] = '"';
        body[bytes.length + 3] = ']';
        return body;
    }
}
