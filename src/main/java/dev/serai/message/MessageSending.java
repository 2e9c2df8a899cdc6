package dev.serai.message;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.serai.call.Action;
import dev.serai.call.ConnectionPace;
import dev.serai.connection.ConnectionHealth;
import dev.serai.connection.ConnectionLog;
import dev.serai.connection.ConnectionStatus;
import dev.serai.connection.Connections;
import dev.serai.connection.OpenConnection;
import dev.serai.event.WaitingEvents;
import dev.serai.event.WaitingEvents.Waiting;
import dev.serai.provider.ErrorClass;
import dev.serai.provider.Provider;
import dev.serai.provider.ProviderFault;
import dev.serai.provider.Providers;
import dev.serai.refusal.NotFound;
import dev.serai.schedule.DueTask;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.apache.camel.Exchange;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Takes a connection's waiting events one after the other, and notes what becomes of each message. */
@Component("messageSending")
public class MessageSending {

    /** The task that sends what waits for a connection. */
    static final String SEND = "send-messages";

    private static final String TASK = "message.task";
    private static final String CONNECTION = "message.connection";
    private static final String WAITING = "message.waiting";
    private static final String ROUTE = "messageRoute";

    /** News that waited longer, because nobody authorised the connection again, is none any more. */
    private static final Duration NEWS = Duration.ofDays(1);

    /** A message on which a provider fails for so long, some twenty minutes, makes way for the next. */
    private static final int ATTEMPTS = 10;

    private final Connections connections;
    private final Providers providers;
    private final WaitingEvents waiting;
    private final ConnectionPace pace;
    private final ConnectionHealth health;
    private final ConnectionLog log;
    private final ObjectMapper json;
    private final Clock clock;

    MessageSending(
            Connections connections,
            Providers providers,
            WaitingEvents waiting,
            ConnectionPace pace,
            ConnectionHealth health,
            ConnectionLog log,
            ObjectMapper json,
            Clock clock) {
        this.connections = connections;
        this.providers = providers;
        this.waiting = waiting;
        this.pace = pace;
        this.health = health;
        this.log = log;
        this.json = json;
        this.clock = clock;
    }

    /** Opens the connection of a task; the body is then the first thing to send, or null. */
    public void begin(Exchange exchange) {
        DueTask task = exchange.getMessage().getBody(DueTask.class);
        exchange.setProperty(TASK, task);
        exchange.getMessage().setBody(null);
        OpenConnection connection;
        try {
            connection = connections.open(task.tenantId(), task.connectionId());
        } catch (NotFound gone) {
            return;
        }
        // What waits for a connection that is switched off stays until it is switched on again, or is no news any more.
        boolean paused =
                connection.status() == ConnectionStatus.INACTIVE || connection.status() == ConnectionStatus.PENDING;
        if (paused || !MessageKind.isOne(providers, connection.provider())) {
            return;
        }
        int old = waiting.dropOlderThan(connection.id(), NEWS);
        if (old > 0) {
            log.error(
                    connection.tenantId(),
                    connection.id(),
                    old + (old == 1 ? " message was" : " messages were") + " not sent within a day, and never will be");
        }
        exchange.setProperty(CONNECTION, connection);
        exchange.setProperty(ROUTE, MessageKind.route(connection.provider()));
        next(exchange);
    }

    /** Makes the body the next thing to send: an {@link Action} with the message; or null when there is nothing, or not yet. */
    public void next(Exchange exchange) {
        OpenConnection connection = exchange.getProperty(CONNECTION, OpenConnection.class);
        Provider provider = provider(connection);
        exchange.getMessage().setBody(null);
        Optional<Waiting> first = first(connection);
        if (first.isEmpty()) {
            return;
        }
        try {
            pace.await(connection, provider, Duration.ZERO);
        } catch (ProviderFault tooSoon) {
            Duration wait = tooSoon.retryAfter().orElse(Duration.ofSeconds(1));
            exchange.setProperty(DueTask.NEXT, clock.instant().plus(wait));
            return;
        }
        Waiting event = first.get();
        exchange.setProperty(WAITING, event);
        Message message = MessageForm.of(
                Objects.requireNonNull(event.type()), occurredAt(event), parsed(Objects.requireNonNull(event.data())));
        exchange.getMessage().setBody(new Action(connection, provider, Map.of("message", json.valueToTree(message))));
    }

    /** @return the first event that the connection wants; what it does not want, or what is gone, is taken off the list */
    private Optional<Waiting> first(OpenConnection connection) {
        EventChoice choice = EventChoice.of(connection.config());
        for (Optional<Waiting> first = waiting.first(connection.id());
                first.isPresent();
                first = waiting.first(connection.id())) {
            Waiting event = first.get();
            boolean given = connection.config().has("events");
            if (event.type() != null && (!given || choice.includes(event.type()))) {
                return first;
            }
            waiting.remove(connection.id(), event);
        }
        return Optional.empty();
    }

    private Provider provider(OpenConnection connection) {
        return providers
                .find(connection.provider())
                .orElseThrow(() -> new ProviderFault(
                        ErrorClass.OPERATOR, "This hub does not know the provider " + connection.provider()));
    }

    private Instant occurredAt(Waiting event) {
        return event.occurredAt() == null ? clock.instant() : event.occurredAt();
    }

    /** Notes that the message has arrived. */
    public void sent(Exchange exchange) {
        OpenConnection connection = done(exchange);
        health.worked(connection.tenantId(), connection.id());
        log.success(
                connection.tenantId(),
                connection.id(),
                "Message sent to " + provider(connection).name());
    }

    /** Notes that the provider takes this one message under no circumstances. */
    public void givenUp(Exchange exchange) {
        ProviderFault fault = Objects.requireNonNull(fault(exchange));
        OpenConnection connection = done(exchange);
        log.error(connection.tenantId(), connection.id(), "Message not sent: " + fault.getMessage());
    }

    private OpenConnection done(Exchange exchange) {
        OpenConnection connection = exchange.getProperty(CONNECTION, OpenConnection.class);
        waiting.remove(connection.id(), exchange.getProperty(WAITING, Waiting.class));
        exchange.removeProperty(WAITING);
        return connection;
    }

    /** Notes that a message has not arrived yet; the schedule tries it again, in its turn. */
    public void failed(Exchange exchange) {
        DueTask task = exchange.getProperty(TASK, DueTask.class);
        @Nullable ProviderFault fault = fault(exchange);
        if (fault == null) {
            return;
        }
        health.failed(task.tenantId(), task.connectionId(), fault);
        log.error(task.tenantId(), task.connectionId(), "Message not sent: " + fault.getMessage());
        @Nullable OpenConnection connection = exchange.getProperty(CONNECTION, OpenConnection.class);
        if (connection == null) {
            return;
        }
        fault.retryAfter().ifPresent(wait -> pace.close(connection, wait));
        @Nullable Waiting event = exchange.getProperty(WAITING, Waiting.class);
        boolean poison = event != null
                && task.attempt() >= ATTEMPTS
                && fault.kind() == ErrorClass.RETRY
                && fault.status().isPresent()
                && fault.retryAfter().isEmpty();
        if (poison) {
            waiting.remove(connection.id(), event);
            log.error(task.tenantId(), task.connectionId(), "Message given up after " + ATTEMPTS + " attempts");
        }
    }

    private JsonNode parsed(String data) {
        try {
            return json.readTree(data);
        } catch (JsonProcessingException broken) {
            throw new IllegalStateException("what was kept as JSON is none");
        }
    }

    private static @Nullable ProviderFault fault(Exchange exchange) {
        // While Camel looks for who catches it, it is still the exchange's own; what was caught before may be older.
        @Nullable
        Throwable caught = exchange.getException() != null
                ? exchange.getException()
                : exchange.getProperty(Exchange.EXCEPTION_CAUGHT, Exception.class);
        for (Throwable cause = caught; cause != null; cause = cause.getCause()) {
            if (cause instanceof ProviderFault fault) {
                return fault;
            }
        }
        return null;
    }
}
