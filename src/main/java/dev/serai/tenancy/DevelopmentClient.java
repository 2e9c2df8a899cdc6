package dev.serai.tenancy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/**
 * The client that the hub makes for a newcomer at its first start, when nothing else says who may get a token: no client,
 * no secret and no issuer is configured. It speaks for one organisation,
 * and may do everything on the management port.
 */
@Component
class DevelopmentClient {

    static final String ID = "development";

    private static final Logger LOG = LoggerFactory.getLogger(DevelopmentClient.class);

    /** Always the same, so that a token of today sees what one of yesterday made. */
    private static final String ORGANIZATION = "00000000-0000-4000-8000-000000000001";

    private final Path file;
    private final boolean isNew;
    private final Optional<TokenClients.Client> client;

    DevelopmentClient(
            TokenProperties tokens, TokenClients configured, @Value("${serai.data-dir:data}") Path dataDirectory) {
        this.file = dataDirectory.resolve("development-client");
        boolean wanted = configured.clients().isEmpty()
                && !TokenProperties.isGiven(tokens.secret())
                && !TokenProperties.isGiven(tokens.issuerUri());
        this.isNew = wanted && !Files.exists(file);
        this.client = wanted ? Optional.of(client(OwnFile.read(file, SigningKey::random))) : Optional.empty();
    }

    private static TokenClients.Client client(String secret) {
        return new TokenClients.Client(
                secret,
                null,
                ORGANIZATION,
                null,
                null,
                Stream.concat(
                                Arrays.stream(Permission.values()).map(Permission::scope),
                                Arrays.stream(OperatorPermission.values()).map(OperatorPermission::scope))
                        .toList());
    }

    /** @return the client; empty when others are configured */
    Optional<TokenClients.Client> client() {
        return client;
    }

    @EventListener
    void announce(ApplicationReadyEvent ready) {
        client.ifPresent(made -> {
            if (isNew) {
                // Past the log on purpose: logs are kept and collected, and this line holds a secret.
                System.out.println("\nA development client was made. Paste this line to get a token:\n"
                        + line(
                                made,
                                ready.getApplicationContext().getEnvironment().getProperty("local.server.port"))
                        + "\n");
            } else {
                LOG.info("The development client's secret is in {}", file);
            }
        });
    }

    private static String line(TokenClients.Client client, String port) {
        return "TOKEN=$(curl -s -u " + ID + ":" + client.secret()
                + " -d grant_type=client_credentials http://localhost:" + port
                + "/token | sed 's/.*\"access_token\":\"\\([^\"]*\\)\".*/\\1/')";
    }
}
