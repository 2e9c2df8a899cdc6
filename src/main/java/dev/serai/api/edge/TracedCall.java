package dev.serai.api.edge;

import dev.serai.trace.Span;
import dev.serai.trace.Work;

/** A call that is being carried out. */
record TracedCall(Span span, Work work) {

    /** @param status the answer's */
    void end(int status) {
        span.with("http.response.status_code", status);
        if (status >= 500) {
            span.failed("HTTP " + status);
        }
        span.close();
    }
}
