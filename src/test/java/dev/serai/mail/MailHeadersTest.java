package dev.serai.mail;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/** What others wrote into a message is read, whatever it is. */
class MailHeadersTest {

    @Test
    void decodesWords() {
        assertThat(MailHeaders.decoded("=?UTF-8?B?R3LDvMOfZQ==?= and more")).isEqualTo("Grüße and more");
        assertThat(MailHeaders.decoded("=?no-charset?B?R3LDvMOfZQ==?=")).isEqualTo("=?no-charset?B?R3LDvMOfZQ==?=");
        assertThat(MailHeaders.decoded(null)).isNull();
    }

    @Test
    void findsTheAddresses() {
        assertThat(MailHeaders.addresses("a@example.com, \"Doe, B\" <b@example.com>"))
                .containsExactly("a@example.com", "\"Doe, B\" <b@example.com>");
        assertThat(MailHeaders.addresses("undisclosed-recipients:;")).hasSizeLessThanOrEqualTo(1);
        assertThat(MailHeaders.addresses("<<broken")).hasSize(1);
        assertThat(MailHeaders.addresses(null)).isEmpty();
    }

    @Test
    void readsTextsInUtf8AndElseAsTheyClaim() {
        assertThat(MailHeaders.text("é".getBytes(StandardCharsets.UTF_8), "text/plain; charset=ISO-8859-1"))
                .isEqualTo("é");
        assertThat(MailHeaders.text("é".getBytes(StandardCharsets.ISO_8859_1), "text/plain; charset=ISO-8859-1"))
                .isEqualTo("é");
        assertThat(MailHeaders.text("é".getBytes(StandardCharsets.ISO_8859_1), "text/plain; charset=\"no such\""))
                .isEqualTo("\uFFFD");
        assertThat(MailHeaders.text("é".getBytes(StandardCharsets.ISO_8859_1), "not a type"))
                .isEqualTo("\uFFFD");
    }
}
