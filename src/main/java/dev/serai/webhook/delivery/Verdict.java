package dev.serai.webhook.delivery;

/** What an attempt means for its delivery. */
public enum Verdict {
    /** The receiver took it: 2xx. */
    DELIVERED,
    /** It failed and will be tried again. */
    RETRY,
    /** It failed for the last time. */
    EXHAUSTED,
    /** The receiver said 410 Gone: no delivery to it makes sense any more. */
    GONE
}
