package dev.serai.provider.googlecalendar;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.serai.connection.Connection;
import dev.serai.connection.ConnectionStatus;
import dev.serai.connection.Connections;
import dev.serai.connection.NewConnection;
import dev.serai.oauth.Authorizations;
import dev.serai.provider.google.GoogleStandIn;
import dev.serai.provider.google.UserCalendar;
import dev.serai.tenancy.Tenant;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;

/** Users of a Google on loopback, to which the hub in this JVM is pointed, and who connect their calendars. */
final class CalendarUsers {

    static final String REDIRECT = "http://localhost/integrations/google/callback";

    private static final String SETTINGS = "serai.providers.google_calendar.";

    private final GoogleStandIn google;
    private final Connections connections;
    private final Authorizations authorizations;

    CalendarUsers(GoogleStandIn google, Connections connections, Authorizations authorizations) {
        this.google = google;
        this.connections = connections;
        this.authorizations = authorizations;
    }

    /** A tenant's connection to a user's calendar. */
    record Connected(Tenant tenant, UUID id, String email, UserCalendar calendar) {}

    /** Opens a Google and points the hub to it. */
    static GoogleStandIn open() {
        GoogleStandIn google = new GoogleStandIn();
        Map.of(
                        "base-url", google.calendarUrl(),
                        "authorize-url", google.authorizeUrl(),
                        "token-url", google.tokenUrl(),
                        "revoke-url", google.revokeUrl(),
                        "userinfo-url", google.userinfoUrl(),
                        "client-id", GoogleStandIn.CLIENT_ID,
                        "client-secret", GoogleStandIn.CLIENT_SECRET)
                .forEach((key, value) -> System.setProperty(SETTINGS + key, value));
        return google;
    }

    /** Ends it; nothing that the hub asked may have been amiss. */
    static void close(GoogleStandIn google) {
        System.getProperties().keySet().removeIf(key -> key.toString().startsWith(SETTINGS));
        google.close();
        assertThat(google.defects()).isEmpty();
    }

    /** Connects a new user's calendar as a person would, through the browser. */
    Connected connect(Tenant owner, SyncMode mode) {
        String email = UUID.randomUUID() + "@example.com";
        UserCalendar calendar = google.addUser(email);
        Connection connection = connections.create(
                owner,
                new NewConnection(
                        "Calendar",
                        GoogleCalendar.PROVIDER,
                        null,
                        ConnectionStatus.PENDING,
                        "oauth2",
                        JsonNodeFactory.instance.objectNode(),
                        JsonNodeFactory.instance.objectNode().put(SyncMode.SETTING, mode.word()),
                        null));
        Connected one = new Connected(owner, connection.id(), email, calendar);
        authorize(one);
        return one;
    }

    /** Agrees in the browser, for the first time or again. */
    void authorize(Connected one) {
        String url = authorizations.authorizeUrl(one.tenant().id(), one.id(), REDIRECT, null);
        Map<String, String> back = query(google.visit(url + "&login_hint=" + encode(one.email())));
        authorizations.complete(back.get("code"), back.get("state"));
    }

    private static Map<String, String> query(URI address) {
        return Arrays.stream(address.getQuery().split("&"))
                .map(pair -> pair.split("=", 2))
                .collect(Collectors.toMap(pair -> pair[0], pair -> pair[1]));
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
