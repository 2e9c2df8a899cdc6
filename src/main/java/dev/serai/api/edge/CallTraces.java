package dev.serai.api.edge;

import dev.serai.trace.Span;
import dev.serai.trace.SpanKind;
import dev.serai.trace.TraceContext;
import dev.serai.trace.Traces;
import dev.serai.trace.Work;
import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Says what is done for a call, from when it is known to be a good one until it is answered. */
@Component
class CallTraces {

    private final Traces traces;

    CallTraces(Traces traces) {
        this.traces = traces;
    }

    /**
     * Begins a call, in the trace that its caller names.
     *
     * @param request as it came
     */
    TracedCall begin(Call call, HttpServletRequest request) {
        @Nullable
        TraceContext caller =
                TraceContext.parse(request.getHeader(TraceContext.HEADER)).orElse(null);
        Span span = traces.begin(call.operationId(), SpanKind.SERVER, caller);
        span.with("http.request.method", request.getMethod());
        if (call.owner() != null) {
            span.with("serai.tenant", call.owner().id());
            return new TracedCall(span, Work.forTenant(call.owner().id()).within(span.context()));
        }
        return new TracedCall(span, Work.forNobody().within(span.context()));
    }
}
