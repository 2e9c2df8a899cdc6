package dev.serai.api.edge;

import dev.serai.provider.ErrorClass;
import dev.serai.provider.ProviderFault;
import dev.serai.refusal.Conflict;
import dev.serai.refusal.Invalid;
import dev.serai.refusal.NotDone;
import dev.serai.refusal.NotFound;
import dev.serai.refusal.Refusal;
import dev.serai.refusal.Unavailable;
import java.time.Duration;

/** Tells callers what a provider did not do for them. */
public final class ProviderRefusals {

    private static final int NOT_FOUND = 404;
    private static final int CONFLICT = 409;

    private ProviderRefusals() {}

    /**
     * @param field what of the request the provider follows from, such as {@code provider}
     * @return the refusal that fits: what may pass is 503, everything else is a 400 that says what to do
     */
    public static Refusal of(String field, ProviderFault fault) {
        return fault.kind() == ErrorClass.RETRY
                ? unavailable(fault)
                : new Invalid(field, "can't be used: " + fault.getMessage());
    }

    /**
     * @return the refusal that fits what was asked of the provider: 404 and 409 as the provider says them, 503 for what may
     *     pass, and a 400 that says what to do for everything else
     */
    public static Refusal of(ProviderFault fault) {
        String message = String.valueOf(fault.getMessage());
        return switch (fault.kind()) {
            case RETRY -> unavailable(fault);
            case REAUTHORISE -> new NotDone(message + "; connect the integration again");
            case OPERATOR -> new NotDone(message + "; whoever runs the hub has to put that right");
            case PERMANENT -> permanent(fault, message);
        };
    }

    private static Refusal permanent(ProviderFault fault, String message) {
        return switch (fault.status().orElse(0)) {
            case NOT_FOUND -> new NotFound(message);
            case CONFLICT -> new Conflict(message);
            default -> new NotDone(message);
        };
    }

    private static Unavailable unavailable(ProviderFault fault) {
        long seconds = fault.retryAfter().map(Duration::toSeconds).orElse(1L);
        return new Unavailable(String.valueOf(fault.getMessage()), Math.max(1, seconds));
    }
}
