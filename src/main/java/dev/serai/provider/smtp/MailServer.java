package dev.serai.provider.smtp;

/**
 * Where a connection's messages go out.
 *
 * @param host a name or an address
 * @param port from 1 to 65535
 * @param security how the conversation is protected
 * @param operators whether whoever runs the hub has set it, who may know that it asks for no log-in
 */
record MailServer(String host, int port, Security security, boolean operators) {}
