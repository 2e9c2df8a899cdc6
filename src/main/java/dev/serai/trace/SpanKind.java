package dev.serai.trace;

/** On which side of a conversation a span is. */
public enum SpanKind {
    /** The hub is asked. */
    SERVER,
    /** The hub asks. */
    CLIENT,
    /** Neither. */
    INTERNAL
}
