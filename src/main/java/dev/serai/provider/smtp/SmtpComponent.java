package dev.serai.provider.smtp;

import dev.serai.egress.SocketGuard;
import dev.serai.provider.ProviderTraffic;
import java.util.Map;
import org.apache.camel.Endpoint;
import org.apache.camel.component.mail.MailComponent;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.stereotype.Component;

/**
 * Camel's mail component for all connections: {@code smtp:connection} sends the exchange's message by the server, with the
 * name and the password of the connection in the exchange, and {@code smtp:connection?probe=true} only logs in. There is
 * one endpoint for each, and neither of them knows anything of any connection.
 */
@Component("smtp")
class SmtpComponent extends MailComponent {

    private final MailServers servers;
    private final SmtpFaults faults;
    private final SocketGuard guard;
    private final ProviderTraffic traffic;
    private final Patience patience;

    @Autowired
    SmtpComponent(MailServers servers, SmtpFaults faults, SocketGuard guard, ProviderTraffic traffic) {
        this(servers, faults, guard, traffic, Patience.STANDARD);
    }

    SmtpComponent(
            MailServers servers, SmtpFaults faults, SocketGuard guard, ProviderTraffic traffic, Patience patience) {
        this.servers = servers;
        this.faults = faults;
        this.guard = guard;
        this.traffic = traffic;
        this.patience = patience;
    }

    @Override
    protected Endpoint createEndpoint(String uri, String remaining, Map<String, Object> parameters) {
        boolean probe = Boolean.TRUE.equals(getAndRemoveParameter(parameters, "probe", Boolean.class));
        return new SmtpEndpoint(uri, this, probe);
    }

    MailServers servers() {
        return servers;
    }

    SmtpFaults faults() {
        return faults;
    }

    Patience patience() {
        return patience;
    }

    SocketGuard guard() {
        return guard;
    }

    ProviderTraffic traffic() {
        return traffic;
    }
}
