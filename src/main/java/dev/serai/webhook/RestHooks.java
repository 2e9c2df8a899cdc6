package dev.serai.webhook;

import com.fasterxml.uuid.Generators;
import com.fasterxml.uuid.impl.TimeBasedEpochRandomGenerator;
import dev.serai.refusal.FieldFaults;
import dev.serai.refusal.Invalid;
import dev.serai.refusal.NotFound;
import dev.serai.refusal.Unauthorized;
import dev.serai.tenancy.KeyDependents;
import dev.serai.tenancy.Tenant;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * The webhooks that programs such as Zapier subscribe and unsubscribe by themselves. One engine serves them and all other
 * webhooks; what is different is that a subscribed one belongs to a key: its deliveries carry the key, and it ends with it.
 */
@Service
public class RestHooks implements KeyDependents {

    // Two subscriptions with one key come one after the other, and none while the key is being revoked.
    private static final String LOCK_KEY = "SELECT id FROM api_key WHERE id = ? AND tenant_id = ? FOR NO KEY UPDATE";

    private static final String OF_KEY = "SELECT id FROM webhook WHERE key_id = ? AND tenant_id = ? ORDER BY id";

    private static final String FIND = "SELECT id FROM webhook WHERE id = ? AND tenant_id = ? AND key_id IS NOT NULL";

    private final WebhookRepository repository;
    private final WebhookRules rules;
    private final WebhookSecrets secrets;
    private final WebhookHealth health;
    private final WebhookRemoval removal;
    private final JdbcTemplate database;
    private final Clock clock;
    private final TimeBasedEpochRandomGenerator ids = Generators.timeBasedEpochRandomGenerator();

    RestHooks(
            WebhookRepository repository,
            WebhookRules rules,
            WebhookSecrets secrets,
            WebhookHealth health,
            WebhookRemoval removal,
            JdbcTemplate database,
            Clock clock) {
        this.repository = repository;
        this.rules = rules;
        this.secrets = secrets;
        this.health = health;
        this.removal = removal;
        this.database = database;
        this.clock = clock;
    }

    /**
     * A hook, as one request got it.
     *
     * @param made whether this request has made it
     */
    public record Subscribed(RestHook hook, boolean made) {}

    /**
     * Subscribes a target to an event type. The same target and type are the same hook, however often they come.
     *
     * @param keyId the key that was presented
     * @throws Unauthorized when the key has been revoked meanwhile
     * @throws Invalid naming {@code targetUrl} or {@code event}
     */
    @Transactional
    public Subscribed subscribe(Tenant tenant, UUID keyId, String targetUrl, String event) {
        if (database.queryForList(LOCK_KEY, UUID.class, keyId, tenant.id()).isEmpty()) {
            throw new Unauthorized("Unauthorized");
        }
        WebhookEntity hook = new WebhookEntity();
        FieldFaults faults = new FieldFaults();
        faults.gather(() -> hook.url = url(targetUrl));
        faults.gather(() -> hook.events = events(event));
        faults.refuse();
        return find(tenant, keyId, hook)
                .map(there -> new Subscribed(shown(there), false))
                .orElseGet(() -> new Subscribed(shown(add(tenant, keyId, hook)), true));
    }

    private String url(String targetUrl) {
        try {
            return rules.url(targetUrl);
        } catch (Invalid refused) {
            throw new Invalid("targetUrl", refused.getMessage());
        }
    }

    private String[] events(String event) {
        try {
            return rules.events(List.of(event));
        } catch (Invalid refused) {
            throw new Invalid("event", refused.getMessage());
        }
    }

    private Optional<WebhookEntity> find(Tenant tenant, UUID keyId, WebhookEntity wanted) {
        return repository.findSubscribed(tenant.id()).stream()
                .filter(there -> keyId.equals(there.keyId) && there.url.equals(wanted.url))
                .filter(there -> there.events[0].equals(wanted.events[0]))
                .findFirst();
    }

    private WebhookEntity add(Tenant tenant, UUID keyId, WebhookEntity hook) {
        hook.id = ids.generate();
        hook.tenantId = tenant.id();
        hook.keyId = keyId;
        hook.name = "Zapier";
        hook.status = WebhookStatus.ACTIVE.word();
        hook.secret = secrets.sealSecret(hook.id, SigningSecret.create());
        hook.headers = secrets.sealHeaders(hook.id, Map.of());
        hook.retryAttempts = rules.retryAttempts(null);
        hook.timeoutMs = rules.timeoutMs(null);
        hook.createdAt = clock.instant().truncatedTo(ChronoUnit.MICROS);
        hook.updatedAt = hook.createdAt;
        WebhookEntity saved = repository.saveAndFlush(hook);
        health.begin(saved.id);
        return saved;
    }

    /** @return the tenant's hooks, the oldest first */
    public List<RestHook> list(Tenant tenant) {
        return repository.findSubscribed(tenant.id()).stream()
                .map(RestHooks::shown)
                .toList();
    }

    /**
     * Ends a hook, with everything that is under way to it.
     *
     * @throws NotFound when the tenant has none with this id
     */
    @Transactional
    public void unsubscribe(Tenant tenant, UUID id) {
        List<UUID> found = database.queryForList(FIND, UUID.class, id, tenant.id());
        if (removal.remove(database, tenant.id(), found) == 0) {
            throw new NotFound("Hook not found");
        }
    }

    @Override
    @Transactional
    public void end(Tenant tenant, UUID keyId) {
        removal.remove(database, tenant.id(), database.queryForList(OF_KEY, UUID.class, keyId, tenant.id()));
    }

    private static RestHook shown(WebhookEntity hook) {
        return new RestHook(hook.id, hook.url, hook.events[0], hook.createdAt);
    }
}
