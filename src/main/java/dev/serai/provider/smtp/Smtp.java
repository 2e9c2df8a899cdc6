package dev.serai.provider.smtp;

import java.time.Duration;

/** What is fixed about the provider. */
final class Smtp {

    static final String PROVIDER = "smtp";

    /** What people call it, in messages. */
    static final String NAME = "The mail server";

    /** The exchange property with the connection that a message goes out by. */
    static final String CONNECTION = "smtp.connection";

    /** For a whole conversation: a server may take a while over a large message, and many are slow to answer the first. */
    static final Duration CONVERSATION = Duration.ofSeconds(60);

    /** For a test, which sends nothing. */
    static final Duration TEST = Duration.ofSeconds(25);

    /** For a single answer of the server. */
    static final Duration ANSWER = Duration.ofSeconds(20);

    private Smtp() {}
}
