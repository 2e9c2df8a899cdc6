package dev.serai.webhook;

/** How the body of a webhook's deliveries is made up. */
public enum PayloadForm {
    /** Event, timestamp, whose it is, and data (requirement document 002). */
    NAMING_THE_TENANT,
    /** Event, timestamp in milliseconds, and data, and nothing else (requirement document 001). */
    PLAIN
}
