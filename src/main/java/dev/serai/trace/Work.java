package dev.serai.trace;

import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.MDC;

/**
 * What a thread is at work on. While it is, each line that it logs says so, and whatever it begins belongs to the same
 * trace. What is not known here is as in the work around it.
 */
public final class Work {

    private static final ThreadLocal<Work> CURRENT = new ThreadLocal<>();
    private static final Work NONE = new Work(null, null, null, null);

    private final @Nullable String tenant;
    private final @Nullable String connection;
    private final @Nullable String delivery;
    private final @Nullable TraceContext trace;

    private Work(
            @Nullable String tenant,
            @Nullable String connection,
            @Nullable String delivery,
            @Nullable TraceContext trace) {
        this.tenant = tenant;
        this.connection = connection;
        this.delivery = delivery;
        this.trace = trace;
    }

    /** The time during which a thread is at work. */
    public interface Scope extends AutoCloseable {

        /** Ends it: the thread goes on with what it did before. */
        @Override
        void close();
    }

    /** @return what this thread is at work on; nothing in particular when nobody said */
    public static Work current() {
        Work work = CURRENT.get();
        return work == null ? NONE : work;
    }

    /** @return work that is for no tenant */
    public static Work forNobody() {
        return NONE;
    }

    /** @return work for a tenant */
    public static Work forTenant(long id) {
        return new Work(Long.toString(id), null, null, null);
    }

    /** @return work on a connection */
    public static Work onConnection(long tenantId, UUID id) {
        return new Work(Long.toString(tenantId), id.toString(), null, null);
    }

    /** @return work on a delivery */
    public static Work onDelivery(long tenantId, UUID id) {
        return new Work(Long.toString(tenantId), null, id.toString(), null);
    }

    /** @return the same work as a part of a trace; null: of none */
    public Work within(@Nullable TraceContext place) {
        return new Work(tenant, connection, delivery, place);
    }

    /** @return where in a trace this is; null: in none */
    public @Nullable TraceContext trace() {
        return trace;
    }

    /** Begins it on this thread, which has to close the scope. */
    public Scope begin() {
        Work before = CURRENT.get();
        Work now = before == null ? this : over(before);
        CURRENT.set(now);
        now.tell(before == null ? NONE : before);
        return () -> {
            if (before == null) {
                CURRENT.remove();
                NONE.tell(now);
            } else {
                CURRENT.set(before);
                before.tell(now);
            }
        };
    }

    /** @return what does the same on another thread, as a part of this work */
    public Runnable carry(Runnable task) {
        return this == NONE
                ? task
                : () -> {
                    try (Scope scope = begin()) {
                        task.run();
                    }
                };
    }

    private Work over(Work outer) {
        return new Work(
                tenant == null ? outer.tenant : tenant,
                connection == null ? outer.connection : connection,
                delivery == null ? outer.delivery : delivery,
                trace == null ? outer.trace : trace);
    }

    private void tell(Work before) {
        tell("tenant", tenant, before.tenant);
        tell("connection", connection, before.connection);
        tell("delivery", delivery, before.delivery);
        if (trace != before.trace) {
            tell("traceId", trace == null ? null : trace.traceId(), null);
            tell("spanId", trace == null ? null : trace.spanId(), null);
        }
    }

    // The text that is there already is not put again. Of a trace, null stands for «something else».
    private static void tell(String key, @Nullable String value, @Nullable String before) {
        if (value != null) {
            if (!value.equals(before)) {
                MDC.put(key, value);
            }
        } else {
            MDC.remove(key);
        }
    }
}
