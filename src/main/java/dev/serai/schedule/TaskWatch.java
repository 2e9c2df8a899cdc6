package dev.serai.schedule;

import dev.serai.trace.Span;
import dev.serai.trace.SpanKind;
import dev.serai.trace.Traces;
import dev.serai.trace.Work;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Lets it be seen which tasks are done: in the log, in traces, and in figures. */
@Component
class TaskWatch {

    private final Traces traces;
    private final TaskMeters meters;

    TaskWatch(Traces traces, TaskMeters meters) {
        this.traces = traces;
        this.meters = meters;
    }

    /** Does a task. */
    @FunctionalInterface
    interface Doing {

        /** @return why it has to be done again; null: it is done */
        @Nullable
        Exception run();
    }

    /** Says that tasks of a kind may be done from now on, so that none of its figures begins with its first failure. */
    void expect(String kind) {
        meters.expect(kind);
    }

    /** Has a task done, watched. */
    void watch(String kind, DueTask task, Doing doing) {
        long started = System.nanoTime();
        try (Span span = traces.begin("task " + kind, SpanKind.INTERNAL, null)
                        .with("serai.tenant", task.tenantId())
                        .with("serai.connection", task.connectionId());
                Work.Scope scope = Work.onConnection(task.tenantId(), task.connectionId())
                        .within(span.context())
                        .begin()) {
            @Nullable Exception failure = doing.run();
            TaskOutcome outcome = TaskOutcome.of(failure);
            if (failure != null) {
                span.failed(outcome.word());
            }
            meters.ended(kind, outcome, System.nanoTime() - started);
        }
    }
}
