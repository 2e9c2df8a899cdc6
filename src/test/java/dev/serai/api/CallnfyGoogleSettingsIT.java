package dev.serai.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** «Update Google Calendar Settings» of requirement document 001. */
class CallnfyGoogleSettingsIT extends RunningHub {

    private static final String SETTINGS = "/integrations/google/settings";
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private String user;
    private String email;

    @BeforeEach
    void someoneNew() {
        user = token(someone());
        email = someone() + "@gmail.com";
    }

    @Test
    void changesTheModeAndShowsIt() {
        connect();

        Reply changed = put("{\"syncMode\":\"two-way\"}");

        assertThat(changed.status()).isEqualTo(200);
        assertThat(changed.body()).isEqualTo("{\"success\":true,\"data\":{\"syncMode\":\"two-way\"}}");
        assertThat(shownMode()).isEqualTo("two-way");
    }

    @Test
    void bothModesTakeEffectAtOnce() {
        connect();

        put("{\"syncMode\":\"two-way\"}");
        await().atMost(PATIENCE).until(() -> GOOGLE.channels(email).size() == 1);
        put("{\"syncMode\":\"one-way\"}");
        await().atMost(PATIENCE).until(() -> GOOGLE.channels(email).isEmpty());
    }

    @Test
    void refusesAnyOtherModeInTheWordsOfTheSource() {
        connect();

        for (String body : new String[] {"{\"syncMode\":\"three-way\"}", "{\"syncMode\":7}", "{}"}) {
            Reply refused = put(body);

            assertThat(refused.status()).as(body).isEqualTo(400);
            assertThat(refused.json().path("success").asBoolean()).isFalse();
            assertThat(refused.json().at("/error/message").asText())
                    .isEqualTo("Invalid sync mode. Must be 'one-way' or 'two-way'");
        }
        assertThat(shownMode()).isEqualTo("one-way");
    }

    @Test
    void isNotThereWithoutAConnection() {
        Reply refused = put("{\"syncMode\":\"two-way\"}");

        assertThat(refused.status()).isEqualTo(404);
        assertThat(refused.json().at("/error/code").asText()).isEqualTo("INTEGRATION_NOT_FOUND");
        assertThat(refused.json().at("/error/message").asText()).isEqualTo("Google Calendar not connected");
    }

    private Reply put(String body) {
        return http.put(user, SETTINGS, body);
    }

    private String shownMode() {
        return get("/integrations/status", user)
                .json()
                .at("/data/googleCalendar/syncMode")
                .asText();
    }

    private void connect() {
        GOOGLE.addUser(email);
        String authUrl = http.post(user, "/integrations/google/connect", "")
                .json()
                .at("/data/authUrl")
                .asText();
        http.send(Request.of(
                "GET",
                "/integrations/google/callback?"
                        + GOOGLE.visit(authUrl + "&login_hint=" + email).getRawQuery()));
    }
}
