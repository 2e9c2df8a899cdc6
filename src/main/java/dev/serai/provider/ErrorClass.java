package dev.serai.provider;

/** What a provider's refusal asks for. */
public enum ErrorClass {
    /** The connection's owner has to authorise it again. */
    REAUTHORISE,
    /** The same call may succeed later. */
    RETRY,
    /** The same call will never succeed. */
    PERMANENT,
    /** Whoever runs the hub has to put something right, such as the client's secret. */
    OPERATOR
}
