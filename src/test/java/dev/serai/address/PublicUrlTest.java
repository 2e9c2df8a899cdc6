package dev.serai.address;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.mock.env.MockEnvironment;

class PublicUrlTest {

    private final MockEnvironment environment = new MockEnvironment();

    @ParameterizedTest
    @CsvSource({
        "https://hub.example.com, https://hub.example.com/webhooks/zapier",
        "https://hub.example.com/, https://hub.example.com/webhooks/zapier",
        "http://example.com:81/serai/, http://example.com:81/serai/webhooks/zapier"
    })
    void beginsWithWhatIsConfigured(URI configured, String expected) {
        assertThat(url(configured).of("webhooks", "zapier")).isEqualTo(expected);
    }

    @Test
    void isLocalhostWithThePortThatWasOpened() {
        environment.setProperty("server.port", "0");
        environment.setProperty("local.server.port", "40123");

        assertThat(url(null).of("x")).isEqualTo("http://localhost:40123/x");
    }

    @Test
    void isLocalhostWithTheConfiguredPortBeforeOneIsOpened() {
        environment.setProperty("server.port", "9090");

        assertThat(url(null).of()).isEqualTo("http://localhost:9090");
    }

    @Test
    void isLocalhostWithTheUsualPortOtherwise() {
        assertThat(url(URI.create("")).of()).isEqualTo("http://localhost:8080");
    }

    @Test
    void encodesEachPartOfThePath() {
        assertThat(url(null).of("a/b?c#d", "auth0|ada@example.com"))
                .isEqualTo("http://localhost:8080/a%2Fb%3Fc%23d/auth0%7Cada%40example.com");
    }

    @ParameterizedTest
    @ValueSource(strings = {"hub.example.com", "ftp://hub.example.com", "https:///x", "https://a/?b=c", "https://a/#b"})
    void refusesWhatIsNoUrlOfAHub(URI configured) {
        assertThatThrownBy(() -> new AddressProperties(configured, null))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("serai.public-url");
    }

    private PublicUrl url(URI configured) {
        return new PublicUrl(new AddressProperties(configured, null), environment);
    }
}
