package dev.serai.egress;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.serai.refusal.Invalid;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DestinationPolicyTest {

    private final DestinationPolicy policy = new DestinationPolicy(new AddressRules(Egress.properties()));

    @ParameterizedTest
    @CsvSource({
        "https://example.com, https://example.com",
        "https://example.com:8443/a/b?c=d%20e&f, https://example.com:8443/a/b?c=d%20e&f",
        "HTTPS://EXAMPLE.COM/Hooks, HTTPS://example.com/Hooks",
        "https://1.1.1.1/, https://1.1.1.1/",
        "https://[2606:4700::1111]/, https://[2606:4700::1111]/",
        "https://example.com:/, https://example.com/",
        "https://münchen.example/, https://xn--mnchen-3ya.example/",
        "https://münchen.example:8443/, https://xn--mnchen-3ya.example:8443/",
        "https://例え.example/道?q=é, https://xn--r8jz45g.example/%E9%81%93?q=%C3%A9",
        "https://example.com/ü, https://example.com/%C3%BC",
        "https://example.com./x, https://example.com/x"
    })
    void takesAPublicUrlAndGivesItTheFormItIsSentIn(String url, String sent) {
        assertThat(policy.check(url, false)).hasToString(sent);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://example.com/", "ftp://example.com/", "file:///etc/passwd", "javascript:alert(1)",
                        "//example.com/",
                "example.com", "/hooks", "", "https:example.com", "jar:https://example.com!/"
            })
    void refusesWhatIsNotHttps(String url) {
        assertRefused(url);
    }

    @Test
    void takesPlainHttpOnlyWhereItIsAllowed() {
        assertThat(policy.check("http://example.com/", true)).hasToString("http://example.com/");
        assertRefused("http://example.com/");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https:///path",
                "https://",
                "https://:443/",
                "https://?x",
                "https://exa mple.com/",
                "https://exa\\mple.com/",
                "https://a..b/",
                "https://-a.example/",
                "https://under_score.example/",
                "https://[::1",
                "https://[fe80::1%25eth0]/",
                "https://[v1.x]/",
                "https://example.com\r\nX: y/",
                "https://example.com/\u0000"
            })
    void refusesAUrlWithoutAProperHost(String url) {
        assertRefused(url);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://127.0.0.1/", "https://10.0.0.1:8443/", "https://169.254.169.254/latest/meta-data",
                        "https://0.0.0.0/",
                "https://[::1]/", "https://[::ffff:10.0.0.1]/", "https://[::ffff:7f00:1]/",
                        "https://[64:ff9b::7f00:1]/",
                "https://[2002:7f00:1::]/", "https://[fd00::1]/", "https://127.0.0.1./", "https://１２７.０.０.１/",
                "https://127。0。0。1/"
            })
    void refusesALiteralPrivateAddressHoweverItIsWritten(String url) {
        assertThatExceptionOfType(Invalid.class)
                .isThrownBy(() -> policy.check(url, false))
                .withMessage("must not point to a private address");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://127.1/",
                "https://2130706433/",
                "https://0x7f000001/",
                "https://0x7f.0.0.1/",
                "https://0177.0.0.1/",
                "https://1.1/",
                "https://256.1.1.1/"
            })
    void refusesANumericHostThatResolversReadInTheirOwnWay(String url) {
        assertRefused(url);
    }

    @ParameterizedTest
    @ValueSource(strings = {"https://faß.example/", "https://βόλος.example/", "https://a\u200db.example/"})
    void refusesLettersThatTheTwoStandardsForNamesReadDifferently(String url) {
        assertThatExceptionOfType(Invalid.class)
                .isThrownBy(() -> policy.check(url, false))
                .withMessageContaining("ASCII form");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://user@example.com/",
                "https://user:secret@example.com/",
                "https://@example.com/",
                "https://example.com@127.0.0.1/",
                "https://user@münchen.example/"
            })
    void refusesAUserInTheUrlWithoutRepeatingIt(String url) {
        assertThatExceptionOfType(Invalid.class)
                .isThrownBy(() -> policy.check(url, false))
                .withMessage("must not contain a user or password; use headers instead");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://example.com:0/",
                "https://example.com:65536/",
                "https://example.com:99999999999/",
                "https://münchen.example:99999/"
            })
    void refusesAPortThatDoesNotExist(String url) {
        assertThatExceptionOfType(Invalid.class)
                .isThrownBy(() -> policy.check(url, false))
                .withMessage("must have a port between 1 and 65535");
    }

    @ParameterizedTest
    @ValueSource(strings = {"https://example.com:-1/", "https://example.com:x/", "https://example.com:80:80/"})
    void refusesAPortThatIsNoNumber(String url) {
        assertRefused(url);
    }

    @Test
    void refusesAFragment() {
        assertRefused("https://example.com/#top");
    }

    @Test
    void refusesAUrlThatIsTooLong() {
        assertThat(policy.check("https://example.com/" + "x".repeat(2_028), false))
                .isNotNull();
        assertRefused("https://example.com/" + "x".repeat(2_029));
    }

    private void assertRefused(String url) {
        assertThatExceptionOfType(Invalid.class)
                .isThrownBy(() -> policy.check(url, false))
                .satisfies(refused -> assertThat(refused.field()).isEqualTo("url"));
    }
}
