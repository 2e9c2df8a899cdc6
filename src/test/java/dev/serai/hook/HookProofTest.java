package dev.serai.hook;

import static org.assertj.core.api.Assertions.assertThat;

import dev.serai.provider.Hooks.Encoding;
import dev.serai.provider.Hooks.Signature;
import dev.serai.provider.Hooks.Timestamp;
import dev.serai.provider.MomentForm;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HookProofTest {

    private static final String URI = "https://hub.example.com/hooks/acme/4711";
    private static final String SECRET = "s3cret";
    private static final String BODY = "{\"event\":\"é\"}";
    private static final Instant NOW = Instant.parse("2026-05-01T12:00:00Z");

    private static final Signature ZOOM = new Signature(
            "x-zm-signature",
            null,
            "v0=",
            Encoding.HEX,
            "v0:{timestamp}:{body}",
            new Timestamp("x-zm-request-timestamp", null, MomentForm.EPOCH_SECONDS, Duration.ofMinutes(5)));

    private static final Signature CALENDLY = new Signature(
            "Calendly-Webhook-Signature",
            "v1",
            "",
            Encoding.HEX,
            "{timestamp}.{body}",
            new Timestamp(null, "t", MomentForm.EPOCH_SECONDS, Duration.ofMinutes(3)));

    private static final Signature HUBSPOT = new Signature(
            "X-HubSpot-Signature-v3",
            null,
            "",
            Encoding.BASE64,
            "{method}{uri}{body}{timestamp}",
            new Timestamp("X-HubSpot-Request-Timestamp", null, MomentForm.EPOCH_MILLISECONDS, Duration.ofMinutes(5)));

    @Test
    void takesWhatZoomSigns() {
        assertThat(holds(ZOOM, Signed.asZoom(SECRET, BODY, NOW))).isTrue();
    }

    @Test
    void takesWhatCalendlySigns() {
        assertThat(holds(CALENDLY, Signed.asCalendly(SECRET, BODY, NOW))).isTrue();
    }

    @Test
    void takesWhatHubSpotSigns() {
        String timestamp = Long.toString(NOW.toEpochMilli());
        String signature = Base64.getEncoder().encodeToString(Signed.hmac(SECRET, "POST" + URI + BODY + timestamp));

        assertThat(holds(
                        HUBSPOT, Map.of("X-HubSpot-Signature-v3", signature, "X-HubSpot-Request-Timestamp", timestamp)))
                .isTrue();
    }

    @Test
    void takesASignatureOfTheBodyAlone() {
        Signature plain = new Signature("X-Signature", null, "sha256=", Encoding.HEX, "{body}", null);

        assertThat(holds(plain, Map.of("X-Signature", "sha256=" + Signed.hex(SECRET, BODY))))
                .isTrue();
    }

    @Test
    void refusesAnotherSecret() {
        assertThat(holds(ZOOM, Signed.asZoom("another", BODY, NOW))).isFalse();
    }

    @Test
    void refusesAnotherBody() {
        assertThat(holds(ZOOM, Signed.asZoom(SECRET, BODY + " ", NOW))).isFalse();
    }

    @Test
    void refusesAnotherTimestamp() {
        Map<String, String> headers = Map.of(
                "x-zm-request-timestamp",
                Long.toString(NOW.getEpochSecond() + 1),
                "x-zm-signature",
                Signed.asZoom(SECRET, BODY, NOW).get("x-zm-signature"));

        assertThat(holds(ZOOM, headers)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(longs = {-301, 301})
    void refusesWhatIsTooOldOrFromTheFuture(long seconds) {
        assertThat(holds(ZOOM, Signed.asZoom(SECRET, BODY, NOW.plusSeconds(seconds))))
                .isFalse();
    }

    @ParameterizedTest
    @ValueSource(longs = {-300, 300})
    void takesWhatIsWithinTheTolerance(long seconds) {
        assertThat(holds(ZOOM, Signed.asZoom(SECRET, BODY, NOW.plusSeconds(seconds))))
                .isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "v0=", "v0=xyz", "v1=00", "00", "v0=é"})
    void refusesWhatIsNoSignature(String signature) {
        assertThat(holds(
                        ZOOM,
                        Map.of(
                                "x-zm-signature",
                                signature,
                                "x-zm-request-timestamp",
                                Long.toString(NOW.getEpochSecond()))))
                .isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "now", "99999999999999999999", "-9223372036854775808"})
    void refusesWhatIsNoTimestamp(String timestamp) {
        assertThat(holds(
                        ZOOM,
                        Map.of(
                                "x-zm-signature",
                                "v0=" + Signed.hex(SECRET, "v0:" + timestamp + ":" + BODY),
                                "x-zm-request-timestamp",
                                timestamp)))
                .isFalse();
    }

    @Test
    void refusesACallWithoutHeaders() {
        assertThat(holds(CALENDLY, Map.of())).isFalse();
        assertThat(holds(HUBSPOT, Map.of())).isFalse();
    }

    private static boolean holds(Signature signature, Map<String, String> headers) {
        HookCall call = new HookCall("acme", "4711", headers, BODY.getBytes(StandardCharsets.UTF_8));
        return new HookProof(signature, URI).holds(call, SECRET, NOW);
    }
}
