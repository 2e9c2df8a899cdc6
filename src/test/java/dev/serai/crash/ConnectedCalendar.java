package dev.serai.crash;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.serai.provider.google.GoogleStandIn;
import dev.serai.provider.google.UserCalendar;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import org.springframework.web.util.UriComponentsBuilder;
import org.springframework.web.util.UriUtils;

/** A hub's connection to a calendar at the stand-in for Google, synced both ways. */
record ConnectedCalendar(GoogleStandIn google, UserCalendar calendar, HubClient hub, String id) {

    private static final String EMAIL = "anna@example.com";
    private static final String INTEGRATIONS = "/api/v1/integrations";

    /** @return the settings of a hub whose Google this is */
    static Map<String, String> settings(GoogleStandIn google) {
        String prefix = "SERAI_PROVIDERS_GOOGLE_CALENDAR_";
        return Map.of(
                prefix + "BASE_URL",
                google.calendarUrl(),
                prefix + "AUTHORIZE_URL",
                google.authorizeUrl(),
                prefix + "TOKEN_URL",
                google.tokenUrl(),
                prefix + "REVOKE_URL",
                google.revokeUrl(),
                prefix + "USERINFO_URL",
                google.userinfoUrl(),
                prefix + "CLIENT_ID",
                GoogleStandIn.CLIENT_ID,
                prefix + "CLIENT_SECRET",
                GoogleStandIn.CLIENT_SECRET,
                "SERAI_CALENDAR_TIMEOUT",
                "2s",
                "SERAI_CALENDAR_POLL_WITH_CHANNEL",
                "5s",
                "SERAI_CALENDAR_POLL",
                "2s");
    }

    /** Connects as a person would, through the browser, and waits until changes are noticed. */
    static ConnectedCalendar connect(GoogleStandIn google, HubClient hub) throws IOException {
        UserCalendar calendar = google.addUser(EMAIL);
        String id = HubClient.json(expect(
                        201,
                        hub.post(
                                INTEGRATIONS,
                                "{\"name\":\"Calendar\",\"provider\":\"google_calendar\",\"authType\":\"oauth2\","
                                        + "\"settings\":{\"syncMode\":\"two-way\"}}")))
                .path("id")
                .asText();
        String authUrl = HubClient.json(expect(200, hub.get(INTEGRATIONS + "/" + id + "/oauth/authorize")))
                .path("authUrl")
                .asText();
        Map<String, String> back = UriComponentsBuilder.fromUri(google.visit(authUrl))
                .build()
                .getQueryParams()
                .toSingleValueMap();
        expect(
                200,
                hub.post(
                        INTEGRATIONS + "/" + id + "/oauth/callback",
                        "{\"code\":\"" + decoded(back.get("code")) + "\",\"state\":\"" + decoded(back.get("state"))
                                + "\"}"));
        await("the hub listens to the calendar").atMost(Duration.ofSeconds(30)).until(() -> !google.channels(EMAIL)
                .isEmpty());
        return new ConnectedCalendar(google, calendar, hub, id);
    }

    private static String decoded(String text) {
        return UriUtils.decode(text, StandardCharsets.UTF_8);
    }

    private static HttpResponse<String> expect(int status, HttpResponse<String> answer) {
        HttpRequest request = answer.request();
        assertThat(answer.statusCode())
                .as("%s: %s", request.uri(), answer.body())
                .isEqualTo(status);
        return answer;
    }
}
