package dev.serai.provider.slack;

import java.util.Map;
import org.apache.camel.Endpoint;
import org.apache.camel.component.slack.SlackComponent;
import org.springframework.stereotype.Component;

/**
 * Camel's Slack component for all connections: {@code slack:connection} sends the exchange's body as a message by the
 * webhook or the token of the connection in the exchange, and {@code slack:connection?probe=true} only sees whether it
 * could. There is one endpoint for each, and neither knows anything of any connection.
 */
@Component("slack")
class SlackConnectionComponent extends SlackComponent {

    private final SlackMessages messages;

    SlackConnectionComponent(SlackMessages messages) {
        this.messages = messages;
    }

    @Override
    protected Endpoint createEndpoint(String uri, String channel, Map<String, Object> parameters) {
        boolean probe = Boolean.TRUE.equals(getAndRemoveParameter(parameters, "probe", Boolean.class));
        return new SlackConnectionEndpoint(uri, channel, this, messages, probe);
    }
}
