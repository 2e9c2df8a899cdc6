package dev.serai.platform.hawtio;

import static org.assertj.core.api.Assertions.assertThat;

import dev.serai.api.Reply;
import dev.serai.api.RunningHub;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a browser does with Hawtio's pages, and what others might try with them. */
class LoginIT extends RunningHub {

    private static final String VERSION = "{\"type\":\"version\"}";

    @ParameterizedTest
    @ValueSource(strings = {"/hawtio/", "/hawtio/login", "/hawtio/camel/routeDiagram"})
    void thePageIsThereForEverybodyAndTellsNothing(String path) {
        Reply page = management.send("GET", path, null, null);

        assertThat(page.expect(200).header("Content-Type")).startsWith("text/html");
        assertThat(page.header("Content-Security-Policy")).contains("script-src 'self';", "frame-ancestors 'none'");
        assertThat(page.header("X-Content-Type-Options")).isEqualTo("nosniff");
        assertThat(page.body()).contains("<base href=\"/hawtio/\">").doesNotContain("webhook");
    }

    @Test
    void theAddressWithoutASlashLeadsThere() {
        Reply reply = management.send("GET", "/hawtio", null, null);

        assertThat(reply.expect(302).header("Location")).isEqualTo("/hawtio/");
        assertThat(management.send("GET", "/hawtio/nothing.js", null, null).status())
                .isEqualTo(404);
    }

    @Test
    void nobodyIsLoggedInAtFirst() {
        assertThat(management.send("GET", "/hawtio/user", null, null).status()).isEqualTo(401);
        assertThat(management.send("POST", "/jolokia", null, VERSION).status()).isEqualTo(401);
    }

    @Test
    void aLoginOpensASessionThatScriptsCantReadAndOtherSitesCantUse() {
        Reply login = login("operator", "operating is doing").expect(200);

        List<String> cookies = login.headers().allValues("Set-Cookie");
        assertThat(login.body()).isEqualTo("\"operator\"");
        assertThat(cookies).hasSize(2).allMatch(cookie -> cookie.contains("SameSite=Strict"));
        assertThat(cookies.get(0))
                .startsWith("serai-session-" + managementPort())
                .contains("HttpOnly");
        assertThat(cookies.get(1)).startsWith("XSRF-TOKEN=").doesNotContain("HttpOnly");
        assertThat(management
                        .send("GET", "/hawtio/user", null, null, "Cookie", cookie(login))
                        .body())
                .isEqualTo("\"operator\"");
    }

    @Test
    void aSessionActsOnlyForTheHubsOwnPage() {
        Reply login = login("operator", "operating is doing");
        String[] proven = {"Cookie", cookie(login), "X-XSRF-TOKEN", proof(login)};

        assertThat(management.send("POST", "/jolokia", null, VERSION, proven).status())
                .isEqualTo(200);
        assertThat(management
                        .send("POST", "/jolokia", null, VERSION, "Cookie", cookie(login))
                        .status())
                .isEqualTo(403);
        assertThat(management
                        .send("POST", "/jolokia", null, VERSION, "Cookie", cookie(login), "X-XSRF-TOKEN", "guessed")
                        .status())
                .isEqualTo(403);
    }

    @Test
    void aForgedSessionIsNone() {
        assertThat(management
                        .send("GET", "/hawtio/user", null, null, "Cookie", "serai-session-" + managementPort() + "=x")
                        .status())
                .isEqualTo(401);
    }

    @Test
    void aLogoutEndsTheSession() {
        Reply login = login("watcher", "watching is looking");

        Reply logout = management.send("GET", "/hawtio/auth/logout", null, null, "Cookie", cookie(login));

        assertThat(logout.expect(302).header("Location")).isEqualTo("../login");
        assertThat(management
                        .send("GET", "/hawtio/user", null, null, "Cookie", cookie(login))
                        .status())
                .isEqualTo(401);
    }

    @Test
    void onlyWhoMayComeInGetsASession() {
        assertThat(login("operator", "wrong").status()).isEqualTo(401);
        assertThat(login("shop", "s3cret+%41 word").status()).isEqualTo(403);
        assertThat(management.send("POST", "/hawtio/auth/login", null, "{").status())
                .isEqualTo(400);
        assertThat(management
                        .send("POST", "/hawtio/auth/login", null, "a=b", "Content-Type", "text/plain")
                        .status())
                .isEqualTo(400);
    }

    @Test
    void wrongSecretsAreCountedHereAsElsewhere() {
        for (int wrong = 0; wrong < 10; wrong++) {
            assertThat(login("visitor", "guess-" + wrong).status()).isEqualTo(401);
        }

        assertThat(login("visitor", "guess-10").expect(429).header("Retry-After"))
                .isEqualTo("60");
    }

    private Reply login(String client, String secret) {
        return management.send(
                "POST",
                "/hawtio/auth/login",
                null,
                "{\"username\":\"" + client + "\",\"password\":\"" + secret + "\"}");
    }

    private static String cookie(Reply login) {
        return login.headers().allValues("Set-Cookie").get(0).split(";")[0];
    }

    private static String proof(Reply login) {
        return login.headers().allValues("Set-Cookie").get(1).split(";")[0].substring("XSRF-TOKEN=".length());
    }
}
