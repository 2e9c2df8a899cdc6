package dev.serai.webhook.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.standardwebhooks.Webhook;
import com.standardwebhooks.exceptions.WebhookVerificationException;
import dev.serai.Receiver;
import dev.serai.Receiver.Arrival;
import dev.serai.SharedHub;
import dev.serai.event.NewEvent;
import dev.serai.webhook.RevealedWebhook;
import java.net.http.HttpHeaders;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;

/** What a receiver gets, and how it knows that it comes from the hub. */
class SigningIT extends SharedHub {

    @Test
    void theStandardWebhooksLibraryVerifiesADelivery() {
        Receiver receiver = receiver();
        RevealedWebhook webhook = register(receiver);
        accept();
        Arrival arrival = receiver.awaitArrivals(1).get(0);

        assertThatCode(() -> verify(webhook.secret(), arrival)).doesNotThrowAnyException();
    }

    @Test
    void theStandardWebhooksLibraryRefusesADeliveryUnderAnotherSecret() {
        Receiver receiver = receiver();
        register(receiver);
        RevealedWebhook other = register(receiver(), "call.ended");
        accept();
        Arrival arrival = receiver.awaitArrivals(1).get(0);

        assertThatThrownBy(() -> verify(other.secret(), arrival)).isInstanceOf(WebhookVerificationException.class);
    }

    @Test
    void theContractsSignatureIsHexOverTheRawBodyKeyedByTheSecretsText() throws Exception {
        Receiver receiver = receiver();
        RevealedWebhook webhook = register(receiver);
        accept();
        Arrival arrival = receiver.awaitArrivals(1).get(0);

        assertThat(arrival.header("X-Webhook-Signature")).isEqualTo(hex(webhook.secret(), arrival.body()));
    }

    @Test
    void theContractsHeadersGoAlong() {
        Receiver receiver = receiver();
        RevealedWebhook webhook = register(receiver);
        accept();
        Arrival arrival = receiver.awaitArrivals(1).get(0);

        assertThat(arrival.method()).isEqualTo("POST");
        assertThat(arrival.header("Content-Type")).isEqualTo("application/json");
        assertThat(arrival.header("X-Webhook-Event")).isEqualTo(EVENT);
        assertThat(arrival.header("X-Webhook-Id"))
                .isEqualTo(webhook.webhook().id().toString());
        assertThat(arrival.header("X-Webhook-Attempt")).isEqualTo("1");
    }

    @Test
    void theBodyTellsEventTimeOrganisationAndData() {
        Receiver receiver = receiver();
        register(receiver);
        intake.accept(
                tenant,
                new NewEvent(EVENT, parsed("{\"jobId\":\"j-1\"}"), null, Instant.parse("2025-11-16T10:30:00Z")),
                null);
        Arrival arrival = receiver.awaitArrivals(1).get(0);

        assertThat(parsed(arrival.text()))
                .isEqualTo(parsed("{\"event\":\"application.created\",\"timestamp\":\"2025-11-16T10:30:00Z\","
                        + "\"organizationId\":\"" + tenant.externalId() + "\",\"data\":{\"jobId\":\"j-1\"}}"));
    }

    @Test
    void bothSecretsSignDuringTheOverlapOfARotation() throws Exception {
        Receiver receiver = receiver();
        RevealedWebhook before = register(receiver);
        RevealedWebhook after = webhooks.rotateSecret(tenant, before.webhook().id(), null, Duration.ofHours(1));
        accept();
        Arrival arrival = receiver.awaitArrivals(1).get(0);

        assertThat(after.secret()).isNotEqualTo(before.secret());
        assertThatCode(() -> verify(before.secret(), arrival)).doesNotThrowAnyException();
        assertThatCode(() -> verify(after.secret(), arrival)).doesNotThrowAnyException();
        assertThat(arrival.header("X-Webhook-Signature")).isEqualTo(hex(after.secret(), arrival.body()));
        assertThat(arrival.header("X-Webhook-Signature-Previous")).isEqualTo(hex(before.secret(), arrival.body()));
    }

    @Test
    void withoutAnOverlapTheOldSecretStopsSigningAtOnce() {
        Receiver receiver = receiver();
        RevealedWebhook before = register(receiver);
        RevealedWebhook after = webhooks.rotateSecret(tenant, before.webhook().id(), null, Duration.ZERO);
        accept();
        Arrival arrival = receiver.awaitArrivals(1).get(0);

        assertThatThrownBy(() -> verify(before.secret(), arrival)).isInstanceOf(WebhookVerificationException.class);
        assertThatCode(() -> verify(after.secret(), arrival)).doesNotThrowAnyException();
        assertThat(arrival.header("X-Webhook-Signature-Previous")).isNull();
    }

    @Test
    void anEndedOverlapEndsTheOldSecret() {
        Receiver receiver = receiver();
        RevealedWebhook before = register(receiver);
        webhooks.rotateSecret(tenant, before.webhook().id(), null, Duration.ofNanos(1_000));
        accept();
        Arrival arrival = receiver.awaitArrivals(1).get(0);

        assertThatThrownBy(() -> verify(before.secret(), arrival)).isInstanceOf(WebhookVerificationException.class);
    }

    @Test
    void customHeadersGoAlong() {
        Receiver receiver = receiver();
        register(tenant, receiver, 1, 5_000, Map.of("X-Team", "hiring", "Authorization", "Bearer t"));
        accept();
        Arrival arrival = receiver.awaitArrivals(1).get(0);

        assertThat(arrival.header("X-Team")).isEqualTo("hiring");
        assertThat(arrival.header("Authorization")).isEqualTo("Bearer t");
    }

    @Test
    void everyAttemptIsTheSameDeliveryToTheReceiver() {
        Receiver receiver = receiver().answersInTurn(500, 503, 200);
        RevealedWebhook webhook = register(receiver);
        accept();
        List<Arrival> arrivals = receiver.awaitArrivals(3);

        assertThat(arrivals.stream()
                        .map(arrival -> arrival.header("webhook-id"))
                        .distinct())
                .hasSize(1);
        assertThat(arrivals.stream().map(Arrival::text).distinct()).hasSize(1);
        assertThat(arrivals.stream().map(arrival -> arrival.header("X-Webhook-Attempt")))
                .containsExactly("1", "2", "3");
        arrivals.forEach(arrival ->
                assertThatCode(() -> verify(webhook.secret(), arrival)).doesNotThrowAnyException());
    }

    private static void verify(String secret, Arrival arrival) throws WebhookVerificationException {
        Map<String, List<String>> headers = new TreeMap<>();
        arrival.headers().forEach((name, value) -> headers.put(name, List.of(value)));
        new Webhook(secret).verify(arrival.text(), HttpHeaders.of(headers, (name, value) -> true));
    }

    private static String hex(String secret, byte[] body) throws Exception {
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
        return HexFormat.of().formatHex(mac.doFinal(body));
    }
}
