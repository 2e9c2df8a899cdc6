package dev.serai.api.edge;

import dev.serai.provider.ErrorClass;
import dev.serai.provider.ProviderFault;
import dev.serai.refusal.Invalid;
import dev.serai.refusal.Refusal;
import dev.serai.refusal.Unavailable;

/** Tells callers what a provider did not do for them. */
public final class ProviderRefusals {

    private ProviderRefusals() {}

    /**
     * @param field what of the request the provider follows from, such as {@code provider}
     * @return the refusal that fits: what may pass is 503, everything else is a 400 that says what to do
     */
    public static Refusal of(String field, ProviderFault fault) {
        return fault.kind() == ErrorClass.RETRY
                ? new Unavailable(String.valueOf(fault.getMessage()))
                : new Invalid(field, "can't be used: " + fault.getMessage());
    }
}
