package dev.serai.provider.google;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.api.services.calendar.Calendar;
import java.io.IOException;
import java.net.URI;
import org.junit.jupiter.api.Test;

/** The stand-in's consent page sends browsers where Google's would. */
class GoogleConsentTest extends WithGoogle {

    @Test
    void sendsTheBrowserBackWithACodeAndTheState() {
        URI callback = browser.consent(GoogleStandIn.CALENDAR_SCOPE);

        assertThat(callback.toString()).startsWith("http://127.0.0.1:1/callback?");
        assertThat(Browser.parameter(callback, "state")).isEqualTo("a state");
        assertThat(Browser.parameter(callback, "code")).startsWith("4/");
    }

    @Test
    void sendsTheBrowserBackWithAnErrorWhenTheUserDeclines() {
        google.denies();

        URI callback = browser.consent(GoogleStandIn.CALENDAR_SCOPE);

        assertThat(Browser.parameter(callback, "error")).isEqualTo("access_denied");
        assertThat(Browser.parameter(callback, "state")).isEqualTo("a state");
        assertThat(Browser.parameter(callback, "code")).isEmpty();
    }

    @Test
    void showsAnErrorPageInsteadOfARedirectForAnUnknownClient() {
        assertThatThrownBy(() -> browser.consent("email", "client_id", "someone"))
                .hasMessageContaining("401");
    }

    @Test
    void showsAnErrorPageInsteadOfARedirectToAnUnregisteredAddress() {
        google.registerRedirects("https://hub.example.com/callback");

        assertThatThrownBy(() -> browser.consent("email")).hasMessageContaining("redirect_uri_mismatch");
    }

    @Test
    void asksForAChallengeOfSha256() {
        assertThatThrownBy(() -> browser.consent("email", "code_challenge_method", "plain"))
                .hasMessageContaining("code_challenge");
    }

    @Test
    void isGivenByTheUserOfTheHint() {
        google.addUser(BORIS);

        Browser.Reply tokens = browser.exchange(browser.consent("openid email", "login_hint", BORIS));

        assertThat(browser.get(google.userinfoUrl(), tokens.text("access_token"))
                        .text("email"))
                .isEqualTo(BORIS);
    }

    @Test
    void isGivenByTheUserThatTheTestHasChosen() {
        google.addUser(BORIS);
        google.consentsAs(BORIS);

        Browser.Reply tokens = browser.exchange(browser.consent("openid email"));

        assertThat(browser.get(google.userinfoUrl(), tokens.text("access_token"))
                        .text("email"))
                .isEqualTo(BORIS);
    }

    @Test
    void mayCoverLessThanWasAskedFor() throws IOException {
        google.agreesOnlyTo("email");

        Browser.Reply tokens = browser.exchange(browser.consent("email " + GoogleStandIn.CALENDAR_SCOPE));

        assertThat(tokens.text("scope")).isEqualTo("email");
        Calendar client = client(tokens.text("access_token"));
        assertRefused(client.events().list("primary"), 403, "insufficientPermissions");
    }
}
