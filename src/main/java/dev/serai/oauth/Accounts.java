package dev.serai.oauth;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.serai.connection.OpenConnection;
import dev.serai.egress.OutboundClient;
import dev.serai.egress.OutboundFailure;
import dev.serai.egress.OutboundRequest;
import dev.serai.egress.OutboundResponse;
import dev.serai.provider.Authentication.OAuth2;
import dev.serai.provider.Provider;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** Asks a provider whose account a token is for. */
@Component
class Accounts {

    private static final Logger LOG = LoggerFactory.getLogger(Accounts.class);
    private static final Duration TIMEOUT = Duration.ofSeconds(10);
    private static final int LONGEST_ANSWER = 65_536;
    private static final int LONGEST_ACCOUNT = 320;
    private static final int TRIES = 2;

    private final OutboundClient client;
    private final OAuthAddresses addresses;
    private final ObjectMapper json;

    Accounts(OutboundClient client, OAuthAddresses addresses, ObjectMapper json) {
        this.client = client;
        this.addresses = addresses;
        this.json = json;
    }

    /** @return the account's e-mail address or name; empty when the provider can't tell or does not answer */
    Optional<String> of(OpenConnection connection, Provider provider, OAuth2 way, TokenAnswer token) {
        if (way.accountPointer() == null || !provider.settings().containsKey(OAuthAddresses.USERINFO_URL)) {
            return Optional.empty();
        }
        Map<String, String> headers = new HashMap<>(provider.headers());
        headers.put("Authorization", "Bearer " + token.accessToken());
        headers.put("Accept", "application/json");
        OutboundRequest request = new OutboundRequest(
                "GET",
                addresses.of(connection, provider, OAuthAddresses.USERINFO_URL),
                headers,
                new byte[0],
                TIMEOUT,
                LONGEST_ANSWER);
        for (int attempt = 1; attempt <= TRIES; attempt++) {
            try {
                OutboundResponse response = client.send(request).join();
                JsonNode body = json.readTree(response.body());
                String account =
                        body == null ? "" : body.at(way.accountPointer()).asText("");
                if (response.status() == 200 && !account.isEmpty() && account.length() <= LONGEST_ACCOUNT) {
                    return Optional.of(account);
                }
                LOG.warn("{} does not tell whose account it is: HTTP {}", provider.name(), response.status());
            } catch (CompletionException failed) {
                LOG.warn(
                        "{} does not tell whose account it is: {}",
                        provider.name(),
                        failed.getCause() instanceof OutboundFailure known ? known.getMessage() : "no answer");
            } catch (JsonProcessingException garbage) {
                LOG.warn("{} does not tell whose account it is: no JSON", provider.name());
            }
        }
        // The connection works without it; only its owner does not see which account it is.
        return Optional.empty();
    }
}
