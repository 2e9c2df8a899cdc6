package dev.serai.oauth;

import dev.serai.connection.ConnectionWatcher;
import dev.serai.connection.OpenConnection;
import dev.serai.provider.Authentication.OAuth2;
import dev.serai.provider.Provider;
import dev.serai.provider.Providers;
import java.time.Clock;
import org.springframework.stereotype.Component;

/** Drops the tokens that came from credentials which a connection's owner has replaced. */
@Component
class ChangedCredentials implements ConnectionWatcher {

    private final Credentials credentials;
    private final Providers providers;
    private final Clock clock;

    ChangedCredentials(Credentials credentials, Providers providers, Clock clock) {
        this.credentials = credentials;
        this.providers = providers;
        this.clock = clock;
    }

    @Override
    public void changed(OpenConnection before, OpenConnection after) {
        if (before.config().equals(after.config())) {
            return;
        }
        Provider provider = providers.find(after.provider()).orElse(null);
        if (provider == null || !(provider.chosen(after.authType(), after.config()) instanceof OAuth2 way)) {
            return;
        }
        // What a person has agreed to in the browser does not hang on the configuration.
        if (way.grant() != OAuth2.Grant.AUTHORIZATION_CODE
                || GivenTokens.in(after.config(), clock).isPresent()) {
            credentials.forget(after.tenantId(), after.id());
        }
    }
}
