package dev.serai.provider.gmail;

import com.google.api.client.googleapis.services.AbstractGoogleClientRequest;
import com.google.api.client.json.gson.GsonFactory;
import com.google.api.services.gmail.Gmail;
import dev.serai.call.CallProperties;
import dev.serai.egress.OutboundClient;
import dev.serai.google.GuardedTransport;
import dev.serai.provider.ProviderSettings;
import dev.serai.provider.ProviderTraffic;
import java.util.Collection;
import org.apache.camel.CamelContext;
import org.apache.camel.component.google.mail.GoogleMailClientFactory;
import org.apache.camel.component.google.mail.GoogleMailComponent;
import org.apache.camel.component.google.mail.GoogleMailConfiguration;
import org.apache.camel.spi.ComponentCustomizer;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * Google's client for Camel's component. The component keeps one for all connections, so this one has no credentials at
 * all: each exchange brings its own, see {@link dev.serai.google.GoogleExchanges}.
 */
@Configuration(proxyBeanMethods = false)
class GmailClient {

    /** The component makes no client without these; nobody ever sees them. */
    private static final String NOT_USED = "each exchange brings its own credentials";

    private static final String APPLICATION = "Serai";

    /** What the addresses of Google's client begin with. */
    private static final String MADE_FOR = Gmail.DEFAULT_ROOT_URL + "gmail/v1/";

    /** A message's text is in the answer, its attachments are not. */
    private static final int LONGEST_ANSWER = 4 * 1024 * 1024;

    @Bean
    ComponentCustomizer googleMailComponent(
            OutboundClient outbound, ProviderSettings settings, CallProperties properties, ProviderTraffic traffic) {
        return ComponentCustomizer.builder(GoogleMailComponent.class).build(component -> {
            GoogleMailConfiguration configuration = new GoogleMailConfiguration();
            configuration.setClientId(NOT_USED);
            configuration.setClientSecret(NOT_USED);
            component.setConfiguration(configuration);
            component.setClientFactory(new Factory(client(outbound, settings, properties, traffic)));
        });
    }

    private static Gmail client(
            OutboundClient outbound, ProviderSettings settings, CallProperties properties, ProviderTraffic traffic) {
        GuardedTransport transport = new GuardedTransport(
                outbound,
                traffic,
                GmailCall.PROVIDER,
                MADE_FOR,
                () -> settings.baseUrl(GmailCall.PROVIDER),
                properties.timeout(),
                LONGEST_ANSWER);
        return new Gmail.Builder(transport, GsonFactory.getDefaultInstance(), request -> {
                    // A redirect would carry the request past the guard.
                    request.setFollowRedirects(false);
                    request.setNumberOfRetries(0);
                })
                .setApplicationName(APPLICATION)
                .setGoogleClientRequestInitializer(GmailClient::unpacked)
                .build();
    }

    private static void unpacked(AbstractGoogleClientRequest<?> request) {
        request.setDisableGZipContent(true);
    }

    /** Gives the one client, whatever the component asks with. */
    private record Factory(Gmail client) implements GoogleMailClientFactory {

        @Override
        public Gmail makeClient(
                String clientId,
                String clientSecret,
                Collection<String> scopes,
                String applicationName,
                @Nullable String refreshToken,
                @Nullable String accessToken) {
            return client;
        }

        @Override
        public Gmail makeClient(
                CamelContext context,
                String serviceAccountKey,
                Collection<String> scopes,
                String applicationName,
                String delegate) {
            return client;
        }
    }
}
