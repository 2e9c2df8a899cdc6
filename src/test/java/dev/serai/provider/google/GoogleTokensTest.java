package dev.serai.provider.google;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/** The stand-in gives, refreshes and revokes tokens as Google does, and on demand as stricter providers do. */
class GoogleTokensTest extends WithGoogle {

    @Test
    void givesBothTokensForACode() {
        Browser.Reply tokens = browser.exchange(browser.consent(GoogleStandIn.CALENDAR_SCOPE));

        assertThat(tokens.status()).isEqualTo(200);
        assertThat(tokens.text("access_token")).startsWith("ya29.");
        assertThat(tokens.text("refresh_token")).startsWith("1//");
        assertThat(tokens.body().get("expires_in").asInt()).isEqualTo(3599);
        assertThat(tokens.text("token_type")).isEqualTo("Bearer");
        assertThat(tokens.text("scope")).isEqualTo(GoogleStandIn.CALENDAR_SCOPE);
    }

    @Test
    void givesNoRefreshTokenAgainUnlessTheUserWasAskedAgain() {
        browser.exchange(browser.consent("email"));

        Browser.Reply again = browser.exchange(browser.consent("email", "prompt", "select_account"));

        assertThat(again.status()).isEqualTo(200);
        assertThat(again.body().has("refresh_token")).isFalse();
    }

    @Test
    void takesACodeOnce() {
        URI callback = browser.consent("email");
        browser.exchange(callback);

        assertOauthError(browser.exchange(callback), 400, "invalid_grant");
    }

    @Test
    void refusesAnotherVerifierThanTheChallenge() {
        URI callback = browser.consent("email");

        assertOauthError(browser.exchange(callback, "code_verifier", "another"), 400, "invalid_grant");
    }

    @Test
    void refusesAnotherRedirectAddress() {
        URI callback = browser.consent("email");

        assertOauthError(
                browser.exchange(callback, "redirect_uri", "http://127.0.0.1:2/"), 400, "redirect_uri_mismatch");
    }

    @Test
    void refusesAWrongSecretAsAFaultOfTheClient() {
        URI callback = browser.consent("email");

        assertOauthError(browser.exchange(callback, "client_secret", "wrong"), 401, "invalid_client");
    }

    @Test
    void refreshesWithoutANewRefreshToken() {
        Tokens tokens = google.grant(ANNA);

        Browser.Reply refreshed = browser.refresh(tokens.refresh());

        assertThat(refreshed.text("access_token")).isNotEqualTo(tokens.access());
        assertThat(refreshed.body().has("refresh_token")).isFalse();
        assertThat(browser.refresh(tokens.refresh()).status()).isEqualTo(200);
    }

    @Test
    void killsTheOldRefreshTokenAtOnceWhenItRotates() {
        google.rotatesRefreshTokens(true);
        Tokens tokens = google.grant(ANNA);

        String next = browser.refresh(tokens.refresh()).text("refresh_token");

        assertThat(next).isNotEmpty().isNotEqualTo(tokens.refresh());
        assertOauthError(browser.refresh(tokens.refresh()), 400, "invalid_grant");
        assertThat(browser.refresh(next).status()).isEqualTo(200);
    }

    @Test
    void rotatesEvenWhenItsAnswerIsLost() {
        google.rotatesRefreshTokens(true);
        Tokens tokens = google.grant(ANNA);
        google.failNextToken(1, GoogleFault.LOST_ANSWER);

        assertThatThrownBy(() -> browser.refresh(tokens.refresh())).hasCauseInstanceOf(IOException.class);

        assertThat(google.isLive(tokens.refresh())).isFalse();
        assertThat(google.isGranted(ANNA)).isTrue();
    }

    @Test
    void countsRefreshesAndHowManyRunAtATime() throws Exception {
        google.tokenCallsTake(Duration.ofMillis(200));
        Tokens first = google.grant(ANNA);
        Tokens second = google.grant(ANNA);
        ExecutorService threads = Executors.newFixedThreadPool(4);
        List<Future<Browser.Reply>> replies = new ArrayList<>();

        for (Tokens tokens : List.of(first, first, first, second)) {
            replies.add(threads.submit(() -> browser.refresh(tokens.refresh())));
        }
        for (Future<Browser.Reply> reply : replies) {
            assertThat(reply.get().status()).isEqualTo(200);
        }
        threads.shutdown();

        assertThat(google.refreshes()).isEqualTo(4);
        assertThat(google.refreshes(first.refresh())).isEqualTo(3);
        assertThat(google.refreshesPerToken()).containsEntry(second.refresh(), 1);
        assertThat(google.maxConcurrentTokenCalls()).isBetween(2, 4);
    }

    @Test
    void failsWithoutSayingThatAnythingWasRevoked() {
        Tokens tokens = google.grant(ANNA);
        google.failNextToken(1, GoogleFault.UNAVAILABLE);

        assertThat(browser.refresh(tokens.refresh()).status()).isEqualTo(503);
        assertThat(browser.refresh(tokens.refresh()).status()).isEqualTo(200);
    }

    @Test
    void refusesEverythingOfARevokedUserAlone() throws IOException {
        google.addUser(BORIS);
        Tokens anna = google.grant(ANNA);
        Tokens boris = google.grant(BORIS);

        assertThat(browser.revoke(anna.refresh()).status()).isEqualTo(200);

        assertOauthError(browser.refresh(anna.refresh()), 400, "invalid_grant");
        assertRefused(client(anna.access()).events().list("primary"), 401, "authError");
        assertOauthError(browser.revoke(anna.refresh()), 400, "invalid_token");
        assertThat(browser.refresh(boris.refresh()).status()).isEqualTo(200);
        assertThat(client(boris.access()).events().list("primary").execute()).isNotNull();
    }

    @Test
    void refusesWhatTheUserTookBackThemselves() {
        Tokens tokens = google.grant(ANNA);

        google.revokeGrant(ANNA);

        assertOauthError(browser.refresh(tokens.refresh()), 400, "invalid_grant");
    }
}
