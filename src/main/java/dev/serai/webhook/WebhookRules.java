package dev.serai.webhook;

import dev.serai.connection.Connections;
import dev.serai.egress.DestinationPolicy;
import dev.serai.event.EventTypes;
import dev.serai.refusal.FieldFaults;
import dev.serai.refusal.Invalid;
import dev.serai.refusal.NotFound;
import dev.serai.tenancy.Tenant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** What a webhook may be. Each rule returns the value to keep, or refuses it by its field's name. */
@Component
class WebhookRules {

    private static final int LONGEST_NAME = 255;

    private final WebhookProperties properties;
    private final EventTypes types;
    private final DestinationPolicy destinations;
    private final Connections connections;

    WebhookRules(
            WebhookProperties properties, EventTypes types, DestinationPolicy destinations, Connections connections) {
        this.properties = properties;
        this.types = types;
        this.destinations = destinations;
        this.connections = connections;
    }

    String name(String name) {
        if (name.isBlank() || name.length() > LONGEST_NAME || name.chars().anyMatch(Character::isISOControl)) {
            throw new Invalid(
                    "name", "must have 1 to " + LONGEST_NAME + " characters, none of them a control character");
        }
        return name;
    }

    String url(String url) {
        return destinations.check(url, properties.allowHttp()).toString();
    }

    String[] events(List<String> events) {
        if (events.isEmpty()) {
            throw new Invalid("events", "must name at least one event type");
        }
        FieldFaults faults = new FieldFaults();
        for (int i = 0; i < events.size(); i++) {
            String field = "events." + i;
            String event = events.get(i);
            faults.gather(() -> types.require(field, event));
        }
        faults.refuse();
        return events.stream().distinct().toArray(String[]::new);
    }

    int retryAttempts(@Nullable Integer attempts) {
        return within("retryAttempts", attempts == null ? properties.retryAttempts() : attempts, 1, 50);
    }

    int timeoutMs(@Nullable Integer timeout) {
        return within("timeoutMs", timeout == null ? properties.timeoutMs() : timeout, 1_000, 60_000);
    }

    WebhookStatus status(WebhookStatus status) {
        if (status != WebhookStatus.ACTIVE && status != WebhookStatus.INACTIVE) {
            throw new Invalid("status", "must be active or inactive");
        }
        return status;
    }

    @Nullable
    UUID connection(Tenant tenant, @Nullable UUID id) {
        if (id != null) {
            try {
                connections.get(tenant, id);
            } catch (NotFound unknown) {
                throw new Invalid("integrationId", "is not the id of one of your integrations");
            }
        }
        return id;
    }

    private static int within(String field, int value, int least, int most) {
        if (value < least || value > most) {
            throw new Invalid(field, "must be between " + least + " and " + most);
        }
        return value;
    }
}
