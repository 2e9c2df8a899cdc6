package dev.serai.oauth;

import dev.serai.connection.OpenConnection;
import dev.serai.provider.Authentication.OAuth2;
import dev.serai.provider.ErrorClass;
import dev.serai.provider.Provider;
import dev.serai.provider.ProviderFault;
import java.util.Optional;

/** Picks the way in which a connection is authorised, of those that its provider has. */
final class OAuthWay {

    private OAuthWay() {}

    /**
     * @return the provider's OAuth of the connection's kind, else the first one that it has
     * @throws ProviderFault when the provider has none
     */
    static OAuth2 of(OpenConnection connection, Provider provider) {
        return Optional.of(provider.chosen(connection.authType(), connection.config()))
                .filter(OAuth2.class::isInstance)
                .or(() -> provider.authentication().stream()
                        .filter(OAuth2.class::isInstance)
                        .findFirst())
                .map(OAuth2.class::cast)
                .orElseThrow(
                        () -> new ProviderFault(ErrorClass.PERMANENT, provider.name() + " is not connected by OAuth"));
    }
}
