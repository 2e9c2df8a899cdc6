package dev.serai.platform.hawtio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.serai.api.RunningHub;
import dev.serai.api.Tokens;
import java.time.Duration;
import java.util.Map;
import org.apache.camel.CamelContext;
import org.apache.camel.ServiceStatus;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** Hawtio in a real browser, as operators use it. Skipped where there is none. */
class HawtioBrowserIT extends RunningHub {

    private static final String DELIVERY = "webhook-deliver";
    private static final String ROUTES =
            "//li[@id='org.apache.camel-folder-CamelContexts-folder-serai-folder-routes-folder']";
    private static final String NODE = "//*[contains(@class,'tree-view__node-text')]";
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private static @Nullable Browser browser;

    @Autowired
    private CamelContext camel;

    @BeforeAll
    static void openTheBrowser() {
        browser = Browser.open().orElse(null);
        assumeTrue(browser != null, "Hawtio is not tried in a browser: chromium and chromedriver are not installed");
    }

    @AfterAll
    static void closeTheBrowser() {
        if (browser != null) {
            browser.close();
        }
    }

    @BeforeEach
    void beNobody() {
        browser.go(hawtio());
        browser.forgetCookies();
    }

    @AfterEach
    void startTheRouteAgain() throws Exception {
        camel.getRouteController().startRoute(DELIVERY);
    }

    @Test
    void anOperatorFindsTheDeliveryRouteAndSeesItsCounterMove() {
        Organization owner = new Organization();
        login("operator", "operating is doing");
        browser.see("//button[contains(., 'operator')]");
        openDelivery();
        browser.picture("hawtio-routes");

        tab("Attributes");
        long before = counter("ExchangesCompleted");
        assertThat(browser.text("//main")).contains("Send a claimed delivery", "webhooks");
        owner.triggers();

        await().atMost(PATIENCE).until(() -> counter("ExchangesCompleted") > before);
        browser.top();
        browser.picture("hawtio-attributes");
    }

    @Test
    void anOperatorSeesTheRouteDrawnWithItsFigures() {
        Organization owner = new Organization();
        login("operator", "operating is doing");
        openDelivery();
        owner.triggers();

        tab("Route Diagram");
        browser.see("//*[contains(@class,'react-flow__node')][contains(., 'webhook-deliver-send')]"
                + "//*[contains(@class,'number')][number(normalize-space(.)) > 0]");
        browser.top();
        browser.picture("hawtio-diagram");
    }

    @Test
    void anOperatorStopsDeliveriesAndStartsThemAgain() {
        Organization owner = new Organization();
        login("operator", "operating is doing");
        openRoutes();
        browser.click(row() + "//input[@type='checkbox']");
        browser.picture("hawtio-stop");
        browser.click("//button[normalize-space(.)='Stop']");
        await().atMost(PATIENCE)
                .until(() -> camel.getRouteController().getRouteStatus(DELIVERY) == ServiceStatus.Stopped);
        browser.see(row() + "//*[normalize-space(.)='Stopped']");

        owner.triggers();
        assertThat(owner.delivered()).isZero();

        if (!browser.see(row() + "//input[@type='checkbox']").isSelected()) {
            browser.click(row() + "//input[@type='checkbox']");
        }
        browser.click("//button[normalize-space(.)='Start' and not(@disabled)]");
        await().atMost(PATIENCE).until(() -> owner.delivered() == 1);
    }

    @Test
    void whoOnlyWatchesSeesTheRouteAndCantStopIt() {
        login("watcher", "watching is looking");
        openRoutes();
        browser.click(row() + "//input[@type='checkbox']");

        assertThat(browser.see("//button[normalize-space(.)='Stop']").isEnabled())
                .isFalse();
        assertThat(camel.getRouteController().getRouteStatus(DELIVERY)).isEqualTo(ServiceStatus.Started);
    }

    @Test
    void aWrongSecretLetsNobodyInAndALogoutLetsThemOut() {
        login("operator", "wrong");
        browser.see("//*[normalize-space(.)='Invalid login credentials']");
        browser.picture("hawtio-login");
        assertThat(browser.url()).endsWith("/hawtio/login");

        browser.go(hawtio());
        login("operator", "operating is doing");
        browser.click("//button[contains(., 'operator')]");
        browser.click("//*[normalize-space(.)='Log out'][self::button or self::a or self::span]");
        browser.see("//input[@id='pf-login-username-id']");

        browser.go(hawtio());
        browser.see("//input[@id='pf-login-username-id']");
    }

    private String hawtio() {
        return "http://127.0.0.1:" + managementPort() + "/hawtio";
    }

    private void login(String client, String secret) {
        browser.go(hawtio());
        browser.type("//input[@id='pf-login-username-id']", client);
        browser.type("//input[@id='pf-login-password-id']", secret);
        browser.click("//button[@type='submit']");
    }

    private void openDelivery() {
        String group = ROUTES.replace("routes-folder", "routes-folder-webhooks-folder");
        browser.click(group + "//button");
        browser.click(ROUTES.replace("routes-folder", "routes-folder-webhooks-folder-" + DELIVERY + "-folder") + NODE);
        browser.see("//nav[@aria-label='Camel Nav']");
    }

    private void openRoutes() {
        browser.click("(" + ROUTES + NODE + ")[1]");
        tab("Routes");
        browser.see(row());
    }

    private static String row() {
        return "//tr[td[@data-label='Name'][normalize-space(.)='" + DELIVERY + "']]";
    }

    private static void tab(String name) {
        browser.click("//nav[@aria-label='Camel Nav']//a[normalize-space(.)='" + name + "']");
    }

    private static long counter(String attribute) {
        return Long.parseLong(browser.text("//td[normalize-space(.)='" + attribute + "']/following-sibling::td[1]")
                .strip());
    }

    /** Somebody with a webhook. */
    private final class Organization {

        private final String token = Tokens.with(
                Map.of("sub", "user-1", "organizationId", someone(), "permissions", Tokens.ALL_PERMISSIONS));
        private final String webhook = http.post(
                        token,
                        "/api/v1/integrations/webhooks",
                        "{\"name\":\"watched\",\"url\":\"" + receiverAnswering(200) + "\",\"events\":[\"" + EVENT
                                + "\"]}")
                .expect(201)
                .text("id");

        void triggers() {
            http.post(token, "/events", "{\"event\":\"" + EVENT + "\",\"data\":{\"candidate\":\"Ada\"}}")
                    .expect(202);
        }

        int delivered() {
            return get("/api/v1/integrations/webhooks/" + webhook, token)
                    .expect(200)
                    .json()
                    .path("successCount")
                    .asInt();
        }
    }
}
