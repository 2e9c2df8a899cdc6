package dev.serai;

import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.serai.event.AcceptedEvent;
import dev.serai.event.EventIntake;
import dev.serai.event.NewEvent;
import dev.serai.tenancy.Tenant;
import dev.serai.tenancy.TenantKind;
import dev.serai.tenancy.Tenants;
import dev.serai.webhook.DeadLetterFilter;
import dev.serai.webhook.DeadLetters;
import dev.serai.webhook.DeliveryLog;
import dev.serai.webhook.DeliveryRecord;
import dev.serai.webhook.DeliveryStatistics;
import dev.serai.webhook.NewWebhook;
import dev.serai.webhook.RevealedWebhook;
import dev.serai.webhook.WebhookChange;
import dev.serai.webhook.WebhookStatus;
import dev.serai.webhook.Webhooks;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.util.FileSystemUtils;

/**
 * A whole hub with its own PostgreSQL, started once for all tests that extend this, and quick: first retries come after
 * 50 ms, a receiver is paused after five failures and probed after 200 ms. Each test gets a tenant of its own.
 */
@SpringBootTest(
        webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
        properties = {
            "serai.webhooks.allow-http=true",
            "serai.egress.allow=127.0.0.0/8",
            "serai.delivery.retry.first=50ms",
            "serai.delivery.retry.longest=200ms",
            "serai.delivery.pause.failures=5",
            "serai.delivery.pause.after=0s",
            "serai.delivery.pause.probe=200ms",
            "serai.delivery.pause.longest-probe=400ms",
            "serai.delivery.pause.drain-per-second=20",
            "serai.delivery.lease=2s",
            "serai.delivery.node-timeout=3s",
            "serai.calendar.timeout=2s"
        })
public abstract class SharedHub {

    /** How long a test waits for what must happen. */
    protected static final Duration PATIENCE = Duration.ofSeconds(15);

    /** The event type that most tests use. */
    protected static final String EVENT = "application.created";

    private static final Path DATA = Path.of("target", "hub-under-test");

    static {
        // Each run begins with an empty hub; set before the first context asks for it.
        try {
            FileSystemUtils.deleteRecursively(DATA);
            Files.createDirectories(DATA);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
        System.setProperty("serai.data-dir", DATA.toString());
    }

    @Autowired
    protected Webhooks webhooks;

    @Autowired
    protected EventIntake intake;

    @Autowired
    protected Tenants tenants;

    @Autowired
    protected DeliveryLog log;

    @Autowired
    protected DeadLetters deadLetters;

    @Autowired
    protected JdbcTemplate database;

    @Autowired
    protected ObjectMapper json;

    /** The tenant of this test. */
    protected Tenant tenant;

    private final List<Receiver> receivers = new ArrayList<>();
    private final List<RevealedWebhook> registered = new ArrayList<>();

    @BeforeEach
    void meetTenant() {
        tenant = newTenant();
    }

    @AfterEach
    void leaveNothingBehind() {
        // What a test left under way must not keep the hub busy during the next one.
        registered.forEach(webhook -> database.update(
                "DELETE FROM webhook WHERE id = ?", webhook.webhook().id()));
        receivers.forEach(Receiver::close);
    }

    /** @return a tenant that nobody else uses */
    protected Tenant newTenant() {
        return tenants.meet(TenantKind.ORGANIZATION, UUID.randomUUID().toString());
    }

    /** @return a receiver that answers 200, and is closed after the test */
    protected Receiver receiver() {
        Receiver receiver = new Receiver();
        receivers.add(receiver);
        return receiver;
    }

    /** Registers a webhook of this test's tenant with three attempts. */
    protected RevealedWebhook register(Receiver receiver, String... events) {
        return register(tenant, receiver, 3, 5_000, Map.of(), events);
    }

    /** Registers a webhook. */
    protected RevealedWebhook register(
            Tenant owner,
            Receiver receiver,
            int attempts,
            int timeoutMs,
            Map<String, String> headers,
            String... events) {
        RevealedWebhook webhook = webhooks.register(
                owner,
                new NewWebhook(
                        "Test",
                        receiver.url(),
                        events.length == 0 ? List.of(EVENT) : List.of(events),
                        null,
                        headers,
                        attempts,
                        timeoutMs,
                        null));
        registered.add(webhook);
        return webhook;
    }

    /** Brings in one event of this test's tenant. */
    protected AcceptedEvent accept() {
        return intake.accept(tenant, event("{\"applicationId\":\"a-1\"}"), null);
    }

    /** Brings in several events of this test's tenant. */
    protected void accept(int count) {
        List<NewEvent> events = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            events.add(event("{\"number\":" + i + "}"));
        }
        intake.acceptAll(tenant, events, null);
    }

    /** @return an event of the usual type */
    protected NewEvent event(String data) {
        return new NewEvent(EVENT, parsed(data), null, null);
    }

    protected JsonNode parsed(String text) {
        try {
            return json.readTree(text);
        } catch (JsonProcessingException broken) {
            throw new IllegalArgumentException(broken);
        }
    }

    protected DeliveryStatistics statistics(RevealedWebhook webhook) {
        return log.statistics(tenant, webhook.webhook().id());
    }

    protected WebhookStatus status(RevealedWebhook webhook) {
        return webhooks.get(tenant, webhook.webhook().id()).status();
    }

    protected void awaitStatus(RevealedWebhook webhook, WebhookStatus status) {
        await().atMost(PATIENCE).until(() -> status(webhook) == status);
    }

    protected void setStatus(RevealedWebhook webhook, WebhookStatus status) {
        change(webhook, new WebhookChange(null, null, status, null, null, null, null, null, null));
    }

    protected void setUrl(RevealedWebhook webhook, String url) {
        change(webhook, new WebhookChange(null, url, null, null, null, null, null, null, null));
    }

    private void change(RevealedWebhook webhook, WebhookChange change) {
        webhooks.update(tenant, webhook.webhook().id(), change);
    }

    /** Waits until a webhook's newest delivery looks so. */
    protected DeliveryRecord awaitNewest(RevealedWebhook webhook, Predicate<DeliveryRecord> wanted) {
        return await().atMost(PATIENCE).until(() -> newest(webhook), newest -> newest != null && wanted.test(newest));
    }

    private DeliveryRecord newest(RevealedWebhook webhook) {
        List<DeliveryRecord> newest = log.newest(tenant, webhook.webhook().id(), 1);
        return newest.isEmpty() ? null : newest.get(0);
    }

    /** @return all dead letters of this test's tenant, the newest event first */
    protected List<DeliveryRecord> deadLetters() {
        return deadLetters.find(tenant, new DeadLetterFilter(null, null, null, null), 1_000, null).stream()
                .map(letter -> letter.delivery())
                .toList();
    }
}
