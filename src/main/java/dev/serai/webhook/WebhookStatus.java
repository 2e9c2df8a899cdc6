package dev.serai.webhook;

import java.util.Locale;

/** Whether a webhook gets its events. */
public enum WebhookStatus {
    /** Events are delivered. */
    ACTIVE,
    /** Switched off by its owner: new events pass it by, what is waiting keeps waiting. */
    INACTIVE,
    /** Its receiver failed for long: events are kept, single ones probe the receiver, and it resumes by itself. */
    PAUSED,
    /** Its receiver answered 410 Gone: it stays off until its owner makes it active. */
    DISABLED;

    /** @return the status as the contracts and the database write it */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /**
     * @param word the status as {@link #word()} writes it
     * @return the status
     */
    public static WebhookStatus of(String word) {
        return valueOf(word.toUpperCase(Locale.ROOT));
    }
}
