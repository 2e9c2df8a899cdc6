package dev.serai.provider.googlecalendar;

import dev.serai.connection.ConnectionHealth;
import dev.serai.connection.ConnectionLog;
import dev.serai.connection.LastSync;
import dev.serai.provider.ErrorClass;
import dev.serai.provider.ProviderFault;
import dev.serai.schedule.DueTask;
import java.util.Objects;
import org.apache.camel.Exchange;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Notes how work for a calendar ended, where the connection's owner finds it. */
@Component("calendarHealth")
public class CalendarHealth {

    private static final String TASK = "calendar.task";

    private final ConnectionHealth health;
    private final ConnectionLog log;
    private final LastSync lastSync;

    CalendarHealth(ConnectionHealth health, ConnectionLog log, LastSync lastSync) {
        this.health = health;
        this.log = log;
        this.lastSync = lastSync;
    }

    /** Remembers what the exchange is about. */
    public void begin(Exchange exchange) {
        exchange.setProperty(TASK, exchange.getMessage().getBody(DueTask.class));
    }

    /** Notes the fault that ends the work, for now. */
    public void failed(Exchange exchange) {
        DueTask task = exchange.getProperty(TASK, DueTask.class);
        @Nullable ProviderFault fault = fault(exchange);
        if (fault == null) {
            return;
        }
        health.failed(task.tenantId(), task.connectionId(), fault);
        if (fault.kind() == ErrorClass.PERMANENT && task.attempt() == 1) {
            log.error(task.tenantId(), task.connectionId(), Objects.requireNonNull(fault.getMessage()));
        }
    }

    /** @return whether what was caught will be the same however often it is tried: it is about this one request */
    public boolean isPermanent(Exchange exchange) {
        @Nullable ProviderFault fault = fault(exchange);
        return fault != null && fault.kind() == ErrorClass.PERMANENT;
    }

    /** Notes that the calendar was talked to, and all went well. */
    void worked(CalendarConnection calendar) {
        health.worked(calendar.tenantId(), calendar.id());
        lastSync.now(calendar.tenantId(), calendar.id());
    }

    /** @return the provider's fault in what was caught; null when it is none */
    static @Nullable ProviderFault fault(Exchange exchange) {
        @Nullable Throwable caught = exchange.getProperty(Exchange.EXCEPTION_CAUGHT, Exception.class);
        for (Throwable cause = caught; cause != null; cause = cause.getCause()) {
            if (cause instanceof ProviderFault fault) {
                return fault;
            }
        }
        return null;
    }
}
