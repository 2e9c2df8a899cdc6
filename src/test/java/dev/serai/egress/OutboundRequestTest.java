package dev.serai.egress;

import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.net.URI;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OutboundRequestTest {

    private static final URI URL = URI.create("https://example.com/");

    @ParameterizedTest
    @ValueSource(strings = {"a\r\nX-Forged: yes", "a\nb", "a\rb", "a\u0000b", "a\u000bb", "ünïcode", "a\u2028b"})
    void refusesAHeaderValueThatCouldEndTheHeaderAndDoesNotRepeatIt(String value) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> request("POST", URL, Map.of("X-Team", value)))
                .withMessage("header X-Team can't be sent");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "X Team", "X-Team:", "X-Team\r\nX", "Ä"})
    void refusesAHeaderNameThatIsNoToken(String name) {
        assertThatIllegalArgumentException().isThrownBy(() -> request("POST", URL, Map.of(name, "a")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "PO ST", "POST / HTTP/1.1\r\n"})
    void refusesAMethodThatIsNoToken(String method) {
        assertThatIllegalArgumentException().isThrownBy(() -> request(method, URL, Map.of()));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "file:///etc/passwd",
                "ftp://example.com/",
                "/hooks",
                "https:/hooks",
                "https://under_score.example/"
            })
    void refusesADestinationThatIsNoHttpUrlWithAHost(String url) {
        assertThatIllegalArgumentException().isThrownBy(() -> request("POST", URI.create(url), Map.of()));
    }

    private static OutboundRequest request(String method, URI url, Map<String, String> headers) {
        return new OutboundRequest(method, url, headers, new byte[0], Duration.ofSeconds(1), 100);
    }
}
