package dev.serai.webhook;

import com.fasterxml.uuid.Generators;
import com.fasterxml.uuid.impl.TimeBasedEpochRandomGenerator;
import dev.serai.refusal.FieldFaults;
import dev.serai.refusal.NotFound;
import dev.serai.tenancy.Tenant;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** The webhooks that a tenant registers: registering, showing, changing and removing them. */
@Service
public class Webhooks {

    private final WebhookRepository repository;
    private final WebhookRules rules;
    private final WebhookSecrets secrets;
    private final WebhookHealth health;
    private final WebhookRemoval removal;
    private final JdbcTemplate database;
    private final DueSignal due;
    private final Clock clock;
    private final TimeBasedEpochRandomGenerator ids = Generators.timeBasedEpochRandomGenerator();

    Webhooks(
            WebhookRepository repository,
            WebhookRules rules,
            WebhookSecrets secrets,
            WebhookHealth health,
            WebhookRemoval removal,
            JdbcTemplate database,
            DueSignal due,
            Clock clock) {
        this.repository = repository;
        this.rules = rules;
        this.secrets = secrets;
        this.health = health;
        this.removal = removal;
        this.database = database;
        this.due = due;
        this.clock = clock;
    }

    /**
     * Registers a webhook. It is active at once.
     *
     * @return the webhook with its secret, which is told only here
     * @throws dev.serai.refusal.Invalid naming the fields that can't be taken
     */
    @Transactional
    public RevealedWebhook register(Tenant tenant, NewWebhook wanted) {
        UUID id = ids.generate();
        SigningSecret secret = wanted.secret() == null ? SigningSecret.create() : SigningSecret.given(wanted.secret());
        WebhookEntity webhook = new WebhookEntity();
        webhook.id = id;
        webhook.tenantId = tenant.id();
        webhook.description = wanted.description();
        webhook.status = WebhookStatus.ACTIVE.word();
        webhook.secret = secrets.sealSecret(id, secret);
        FieldFaults faults = new FieldFaults();
        faults.gather(() -> webhook.name = rules.name(wanted.name()));
        faults.gather(() -> webhook.url = rules.url(wanted.url()));
        faults.gather(() -> webhook.events = rules.events(wanted.events()));
        faults.gather(() -> webhook.headers = secrets.sealHeaders(id, CustomHeaders.checked(wanted.headers())));
        faults.gather(() -> webhook.retryAttempts = rules.retryAttempts(wanted.retryAttempts()));
        faults.gather(() -> webhook.timeoutMs = rules.timeoutMs(wanted.timeoutMs()));
        faults.gather(() -> webhook.connectionId = rules.connection(tenant, wanted.connectionId()));
        faults.refuse();
        webhook.createdAt = now();
        webhook.updatedAt = webhook.createdAt;
        WebhookEntity saved = repository.saveAndFlush(webhook);
        health.begin(id);
        return new RevealedWebhook(shown(saved), secret.text());
    }

    /** @return the tenant's webhooks, the oldest first */
    public List<Webhook> list(Tenant tenant) {
        return repository.findByTenantIdOrderById(tenant.id()).stream()
                .map(this::shown)
                .toList();
    }

    /** @return the tenant's webhooks that are told of an event type, the oldest first; none for an unknown type */
    public List<Webhook> list(Tenant tenant, String event) {
        return repository.findByTenantIdOrderById(tenant.id()).stream()
                .filter(webhook -> List.of(webhook.events).contains(event))
                .map(this::shown)
                .toList();
    }

    /**
     * Shows a webhook.
     *
     * @throws NotFound when the tenant has none with this id
     */
    public Webhook get(Tenant tenant, UUID id) {
        return shown(find(tenant, id));
    }

    /**
     * Changes a webhook. Made active or pointed elsewhere, it starts afresh: failures of the past are forgotten and what
     * waits is delivered.
     *
     * @throws NotFound when the tenant has none with this id
     * @throws dev.serai.refusal.Invalid naming the field that can't be taken
     */
    @Transactional
    public Webhook update(Tenant tenant, UUID id, WebhookChange change) {
        WebhookEntity webhook = findToChange(tenant, id);
        String formerUrl = webhook.url;
        if (change.name() != null) {
            webhook.name = rules.name(change.name());
        }
        if (change.url() != null) {
            webhook.url = rules.url(change.url());
        }
        if (change.events() != null) {
            webhook.events = rules.events(change.events());
        }
        if (change.secret() != null) {
            webhook.secret = secrets.sealSecret(id, SigningSecret.given(change.secret()));
            webhook.previousSecret = null;
            webhook.previousSecretUntil = null;
        }
        if (change.headers() != null) {
            webhook.headers = secrets.sealHeaders(id, CustomHeaders.checked(change.headers()));
        }
        if (change.retryAttempts() != null) {
            webhook.retryAttempts = rules.retryAttempts(change.retryAttempts());
        }
        if (change.timeoutMs() != null) {
            webhook.timeoutMs = rules.timeoutMs(change.timeoutMs());
        }
        if (change.link() != null) {
            webhook.connectionId = rules.connection(tenant, change.link().connectionId());
        }
        if (change.status() != null) {
            webhook.status = rules.status(change.status()).word();
        }
        if (change.status() == WebhookStatus.ACTIVE || !webhook.url.equals(formerUrl)) {
            webhook.pausedAt = null;
            health.startAfresh(id);
            due.spreadAfterCommit();
        }
        webhook.updatedAt = now();
        return shown(repository.saveAndFlush(webhook));
    }

    /**
     * Removes a webhook with everything that is under way to it.
     *
     * @throws NotFound when the tenant has none with this id
     */
    @Transactional
    public void delete(Tenant tenant, UUID id) {
        find(tenant, id);
        if (removal.remove(database, tenant.id(), List.of(id)) == 0) {
            throw unknown();
        }
    }

    /**
     * Gives a webhook a new secret. During the overlap both secrets sign, so that receivers can change over without
     * losing a delivery.
     *
     * @param newSecret the new secret; null: the hub makes one
     * @param overlap how long the old secret goes on signing; zero: it stops at once
     * @return the webhook with its new secret
     * @throws NotFound when the tenant has none with this id
     */
    @Transactional
    public RevealedWebhook rotateSecret(Tenant tenant, UUID id, @Nullable String newSecret, Duration overlap) {
        WebhookEntity webhook = findToChange(tenant, id);
        SigningSecret secret = newSecret == null ? SigningSecret.create() : SigningSecret.given(newSecret);
        if (overlap.isZero()) {
            webhook.previousSecret = null;
            webhook.previousSecretUntil = null;
        } else {
            webhook.previousSecret = secrets.sealPreviousSecret(id, secrets.openSecret(id, webhook.secret));
            webhook.previousSecretUntil = now().plus(overlap);
        }
        webhook.secret = secrets.sealSecret(id, secret);
        webhook.updatedAt = now();
        return new RevealedWebhook(shown(repository.saveAndFlush(webhook)), secret.text());
    }

    private WebhookEntity findToChange(Tenant tenant, UUID id) {
        health.lock(id);
        return find(tenant, id);
    }

    private WebhookEntity find(Tenant tenant, UUID id) {
        return repository.findByIdAndTenantId(id, tenant.id()).orElseThrow(Webhooks::unknown);
    }

    private static NotFound unknown() {
        return new NotFound("Webhook not found");
    }

    private Webhook shown(WebhookEntity webhook) {
        return new Webhook(
                webhook.id,
                webhook.name,
                webhook.url,
                webhook.shownStatus(),
                List.of(webhook.events),
                secrets.openHeaders(webhook.id, webhook.headers),
                webhook.retryAttempts,
                webhook.timeoutMs,
                webhook.connectionId,
                webhook.description,
                webhook.successCount == null ? 0 : webhook.successCount,
                webhook.failureCount == null ? 0 : webhook.failureCount,
                webhook.lastSuccessAt,
                webhook.lastFailureAt,
                webhook.createdAt,
                webhook.updatedAt);
    }

    private Instant now() {
        // PostgreSQL keeps microseconds: what is answered now is then what is answered later.
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }
}
