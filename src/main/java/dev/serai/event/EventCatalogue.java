package dev.serai.event;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The event types that are configured, and the hub's own. An unknown one is refused ({@link EventTypes}), so that a typing
 * error never becomes a webhook that stays silent.
 *
 * @param types property {@code serai.events.types}: words of lower-case letters, digits and underscores, joined by dots
 */
@ConfigurationProperties("serai.events")
public record EventCatalogue(
        @DefaultValue({
                    "appointment.created",
                    "appointment.updated",
                    "appointment.cancelled",
                    "appointment.completed",
                    "application.created",
                    "application.stage_changed",
                    "application.hired",
                    "call.received",
                    "call.started",
                    "call.ended",
                    "call.transferred",
                    "call.recording.available",
                    "call.transcript.available",
                    "contact.created",
                    "contact.updated",
                    WEBHOOK_DISABLED,
                    WEBHOOK_RECOVERED,
                    DELIVERY_EXHAUSTED,
                    CONNECTION_DEGRADED,
                    CONNECTION_REAUTHORIZATION_REQUIRED,
                    CONNECTION_RECOVERED
                })
                List<String> types) {

    /** The hub stopped delivering to a webhook: its receiver failed for long, or is gone. */
    public static final String WEBHOOK_DISABLED = "webhook.disabled";

    /** A webhook that was paused gets its events again. */
    public static final String WEBHOOK_RECOVERED = "webhook.recovered";

    /** A delivery failed for the last time and is now a dead letter. */
    public static final String DELIVERY_EXHAUSTED = "delivery.exhausted";

    /** Calls to a provider fail for a reason that may pass by itself, or that the operator has to look after. */
    public static final String CONNECTION_DEGRADED = "connection.degraded";

    /** A provider refuses a connection's credentials; its owner has to connect again. */
    public static final String CONNECTION_REAUTHORIZATION_REQUIRED = "connection.reauthorization_required";

    /** A connection that was degraded or refused works again. */
    public static final String CONNECTION_RECOVERED = "connection.recovered";

    private static final Set<String> OPERATIONAL = Set.of(
            WEBHOOK_DISABLED,
            WEBHOOK_RECOVERED,
            DELIVERY_EXHAUSTED,
            CONNECTION_DEGRADED,
            CONNECTION_REAUTHORIZATION_REQUIRED,
            CONNECTION_RECOVERED);

    private static final Pattern TYPE = Pattern.compile("[a-z0-9_]+(\\.[a-z0-9_]+)+");

    public EventCatalogue {
        TreeSet<String> all = new TreeSet<>(types);
        // Whatever a team configures, the hub can always announce its own events.
        all.addAll(OPERATIONAL);
        all.forEach(type -> {
            if (!TYPE.matcher(type).matches()) {
                throw new IllegalArgumentException(
                        "serai.events.types: '" + type + "' is not an event type; write it like appointment.created");
            }
        });
        types = List.copyOf(all);
    }

    /** @return whether a type is one of these */
    boolean has(String type) {
        return types.contains(type);
    }

    /** @return whether the hub itself announces events of this type */
    public static boolean isOperational(String type) {
        return OPERATIONAL.contains(type);
    }
}
