package dev.serai.provider.smtp;

import com.fasterxml.jackson.databind.JsonNode;
import dev.serai.connection.OpenConnection;
import dev.serai.provider.ErrorClass;
import dev.serai.provider.ProviderFault;
import dev.serai.provider.ProviderSettings;
import java.util.Optional;
import org.springframework.stereotype.Component;

/**
 * Says which server a connection's messages go out by: the one that the operator has set, else the one that the
 * connection names, else the one that is found from its address.
 */
@Component
class MailServers {

    private static final int LONGEST_HOST = 253;

    private final ProviderSettings settings;
    private final FoundServers found;

    MailServers(ProviderSettings settings, FoundServers found) {
        this.settings = settings;
        this.found = found;
    }

    /** @throws ProviderFault when there is none, or a setting says nothing sensible */
    MailServer of(OpenConnection connection, SmtpAccount account) {
        Optional<String> operatorsHost = settings.get(Smtp.PROVIDER, "host");
        Optional<Integer> operatorsPort = settings.get(Smtp.PROVIDER, "port").map(text -> port(text, true));
        Optional<Security> operatorsSecurity = settings.get(Smtp.PROVIDER, "security")
                .map(text -> Security.of(text).orElseThrow(() -> unusable("serai.providers.smtp.security", true)));
        if (operatorsHost.isPresent()) {
            return server(operatorsHost.get(), operatorsPort, operatorsSecurity, true);
        }
        JsonNode config = connection.config();
        Optional<Integer> port = operatorsPort.or(() -> text(config, "port").map(text -> port(text, false)));
        Optional<Security> security = operatorsSecurity.or(() ->
                text(config, "security").map(text -> Security.of(text).orElseThrow(() -> unusable("security", false))));
        Optional<String> host = text(config, "host").or(() -> text(config, "server"));
        if (host.isPresent()) {
            return server(host.get(), port, security, false);
        }
        MailServer server = found.find(account.domain())
                .orElseThrow(() -> new ProviderFault(
                        ErrorClass.PERMANENT,
                        "The mail server of " + account.domain() + " is not known; name it as 'host'"));
        return port.isEmpty() && security.isEmpty() ? server : server(server.host(), port, security, false);
    }

    private static MailServer server(
            String host, Optional<Integer> port, Optional<Security> security, boolean operators) {
        if (host.length() > LONGEST_HOST || !host.matches("[A-Za-z0-9._:\\[\\]-]+")) {
            throw unusable("host", operators);
        }
        Security agreed = security.orElseGet(() -> port.map(Security::usualOn).orElse(Security.STARTTLS));
        return new MailServer(host, port.orElse(agreed.standardPort()), agreed, operators);
    }

    private static int port(String text, boolean operators) {
        int port = text.strip().matches("[0-9]{1,5}") ? Integer.parseInt(text.strip()) : 0;
        if (port < 1 || port > 65_535) {
            throw unusable(operators ? "serai.providers.smtp.port" : "port", operators);
        }
        return port;
    }

    private static Optional<String> text(JsonNode config, String field) {
        return Optional.of(config.path(field).asText("").strip()).filter(text -> !text.isEmpty());
    }

    private static ProviderFault unusable(String what, boolean operators) {
        return new ProviderFault(
                operators ? ErrorClass.OPERATOR : ErrorClass.PERMANENT,
                "'" + what + "' is set to nothing that can be used");
    }
}
