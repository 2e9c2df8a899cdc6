package dev.serai.provider.slack;

import dev.serai.connection.OpenConnection;
import java.util.Objects;
import org.apache.camel.Exchange;
import org.apache.camel.support.DefaultProducer;

/** Sends an exchange's body by the exchange's own connection. */
class SlackConnectionProducer extends DefaultProducer {

    private final SlackMessages messages;
    private final boolean probe;

    SlackConnectionProducer(SlackConnectionEndpoint endpoint, SlackMessages messages, boolean probe) {
        super(endpoint);
        this.messages = messages;
        this.probe = probe;
    }

    @Override
    public void process(Exchange exchange) {
        OpenConnection connection = Objects.requireNonNull(
                exchange.getProperty(SlackProvider.CONNECTION, OpenConnection.class), "no connection in the exchange");
        if (probe) {
            messages.probe(connection);
        } else {
            messages.send(connection, exchange.getMessage().getBody(String.class));
        }
    }
}
