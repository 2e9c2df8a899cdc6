package dev.serai.provider.googlecalendar;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Arrays;
import java.util.Optional;

/** Which way a calendar is kept in sync (requirement document 001). */
public enum SyncMode {
    /** From the product to Google. */
    ONE_WAY("one-way"),
    /** From the product to Google, and back. */
    TWO_WAY("two-way");

    /** The setting's name. */
    public static final String SETTING = "syncMode";

    private final String word;

    SyncMode(String word) {
        this.word = word;
    }

    /** @return the mode as contracts and settings write it */
    public String word() {
        return word;
    }

    /** @return the mode that is written so; empty when none is */
    public static Optional<SyncMode> of(String word) {
        return Arrays.stream(values()).filter(mode -> mode.word.equals(word)).findFirst();
    }

    /** @return the mode that a connection's settings ask for; one way, unless they say otherwise */
    static SyncMode of(JsonNode settings) {
        return of(settings.path(SETTING).asText("")).orElse(ONE_WAY);
    }
}
