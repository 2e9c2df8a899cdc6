package dev.serai.provider.googlecalendar;

import com.google.api.client.googleapis.services.AbstractGoogleClientRequest;
import com.google.api.client.json.gson.GsonFactory;
import com.google.api.services.calendar.Calendar;
import dev.serai.egress.OutboundClient;
import dev.serai.google.GuardedTransport;
import dev.serai.provider.ProviderSettings;
import dev.serai.provider.ProviderTraffic;
import java.util.Collection;
import org.apache.camel.CamelContext;
import org.apache.camel.component.google.calendar.GoogleCalendarClientFactory;
import org.apache.camel.component.google.calendar.GoogleCalendarComponent;
import org.apache.camel.component.google.calendar.GoogleCalendarConfiguration;
import org.apache.camel.spi.ComponentCustomizer;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * Google's client for Camel's component. The component keeps one for all connections, so this one has no credentials at
 * all: each exchange brings its own, see {@link dev.serai.google.GoogleExchanges}.
 */
@Configuration(proxyBeanMethods = false)
class CalendarClient {

    /** The component makes no client without these; nobody ever sees them. */
    private static final String NOT_USED = "each exchange brings its own credentials";

    private static final String APPLICATION = "Serai";

    /** A page of a hundred events with the longest descriptions that Google allows is smaller. */
    private static final int LONGEST_ANSWER = 8 * 1024 * 1024;

    @Bean
    ComponentCustomizer googleCalendarComponent(
            OutboundClient outbound,
            ProviderSettings settings,
            CalendarProperties properties,
            ProviderTraffic traffic) {
        return ComponentCustomizer.builder(GoogleCalendarComponent.class).build(component -> {
            GoogleCalendarConfiguration configuration = new GoogleCalendarConfiguration();
            configuration.setClientId(NOT_USED);
            configuration.setClientSecret(NOT_USED);
            component.setConfiguration(configuration);
            component.setClientFactory(new Factory(client(outbound, settings, properties, traffic)));
        });
    }

    static Calendar client(
            OutboundClient outbound,
            ProviderSettings settings,
            CalendarProperties properties,
            ProviderTraffic traffic) {
        GuardedTransport transport = new GuardedTransport(
                outbound,
                traffic,
                GoogleCalendar.PROVIDER,
                Calendar.DEFAULT_BASE_URL,
                () -> settings.baseUrl(GoogleCalendar.PROVIDER),
                properties.timeout(),
                LONGEST_ANSWER);
        return new Calendar.Builder(transport, GsonFactory.getDefaultInstance(), request -> {
                    // A redirect would carry the request past the guard.
                    request.setFollowRedirects(false);
                    request.setNumberOfRetries(0);
                })
                .setApplicationName(APPLICATION)
                .setGoogleClientRequestInitializer(CalendarClient::unpacked)
                .build();
    }

    private static void unpacked(AbstractGoogleClientRequest<?> request) {
        request.setDisableGZipContent(true);
    }

    /** Gives the one client, whatever the component asks with. */
    private record Factory(Calendar client) implements GoogleCalendarClientFactory {

        @Override
        public Calendar makeClient(
                String clientId,
                String clientSecret,
                Collection<String> scopes,
                String applicationName,
                @Nullable String refreshToken,
                @Nullable String accessToken,
                @Nullable String emailAddress,
                @Nullable String p12FileName,
                @Nullable String user) {
            return client;
        }

        @Override
        public Calendar makeClient(
                CamelContext context,
                String serviceAccountKey,
                Collection<String> scopes,
                String applicationName,
                String delegate) {
            return client;
        }
    }
}
