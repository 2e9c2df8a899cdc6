package dev.serai.provider.slack;

/** What is fixed about the provider. */
final class SlackProvider {

    static final String ID = "slack";

    static final String NAME = "Slack";

    /** The exchange property with the connection that a message goes out by. */
    static final String CONNECTION = "slack.connection";

    private SlackProvider() {}
}
