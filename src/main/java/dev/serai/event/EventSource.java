package dev.serai.event;

import java.util.Locale;

/** The ways by which events come in. */
public enum EventSource {
    /** One event by a request of the hub's own contract. */
    REST,
    /** Several by one such request. */
    BATCH,
    /** A trigger of the framework's or the callcenter's contract. */
    TRIGGER,
    /** A user's Zapier key. */
    ZAPIER,
    /** A topic. */
    KAFKA,
    /** Something that happened at a provider. */
    PROVIDER,
    /** The hub's own news. */
    HUB;

    /** @return its name in metrics */
    String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
