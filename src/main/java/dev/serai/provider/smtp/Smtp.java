package dev.serai.provider.smtp;

/** What is fixed about the provider. */
final class Smtp {

    static final String PROVIDER = "smtp";

    /** What people call it, in messages. */
    static final String NAME = "The mail server";

    /** The exchange property with the connection that a message goes out by. */
    static final String CONNECTION = "smtp.connection";

    private Smtp() {}
}
