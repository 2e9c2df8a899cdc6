package dev.serai.provider;

import dev.serai.refusal.Invalid;
import java.util.List;
import org.springframework.stereotype.Component;

/** The providers that the hub knows. */
@Component
public class Providers {

    private static final List<String> IDS = List.of(
            "calendly",
            "gmail",
            "google_calendar",
            "hubspot",
            "outlook",
            "salesforce",
            "sap",
            "slack",
            "smtp",
            "zapier",
            "zoom");

    /** @return the providers' ids, sorted */
    public List<String> ids() {
        return IDS;
    }

    /**
     * Refuses a provider that the hub does not know.
     *
     * @param field where the caller wrote it
     * @throws Invalid when it is unknown
     */
    public void require(String field, String provider) {
        if (!IDS.contains(provider)) {
            throw new Invalid(field, "is not a known provider; known are " + String.join(", ", IDS));
        }
    }
}
