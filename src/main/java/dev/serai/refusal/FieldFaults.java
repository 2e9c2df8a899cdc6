package dev.serai.refusal;

import java.util.ArrayList;
import java.util.List;

/** Gathers what is wrong with a request, so that its caller hears of every field at fault at once. */
public final class FieldFaults {

    private final List<FieldFault> found = new ArrayList<>();

    /** Carries a check out, and keeps in mind what it refuses. */
    public void gather(Runnable check) {
        try {
            check.run();
        } catch (Invalid refused) {
            found.addAll(refused.faults());
        }
    }

    /**
     * Ends the gathering.
     *
     * @throws Invalid with all that was refused, in that order; nothing happens when nothing was
     */
    public void refuse() {
        if (!found.isEmpty()) {
            throw new Invalid(found);
        }
    }
}
