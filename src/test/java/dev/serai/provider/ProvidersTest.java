package dev.serai.provider;

import static org.assertj.core.api.Assertions.assertThat;

import dev.serai.provider.Authentication.OAuth2;
import java.util.List;
import org.junit.jupiter.api.Test;

class ProvidersTest {

    private final Providers providers = TestProviders.standard();

    @Test
    void theHubKnowsItsProvidersByIdNameAndCategory() {
        assertThat(providers.all())
                .extracting(provider -> provider.id() + ", " + provider.name() + ", " + provider.category())
                .containsExactly(
                        "calendly, Calendly, scheduling",
                        "gmail, Gmail, email",
                        "google_calendar, Google Calendar, calendar",
                        "hubspot, HubSpot, crm",
                        "notion, Notion, documents",
                        "outlook, Outlook, email",
                        "pipedrive, Pipedrive, crm",
                        "salesforce, Salesforce, crm",
                        "sap, SAP, erp",
                        "slack, Slack, messaging",
                        "smtp, SMTP, email",
                        "zapier, Zapier, automation",
                        "zoom, Zoom, meetings");
    }

    @Test
    void aFileSaysHowTheProviderIsAuthorised() {
        OAuth2 google = providers
                .require("provider", "google_calendar")
                .authorizationCode()
                .orElseThrow();

        assertThat(google.id()).isEqualTo("oauth2");
        assertThat(google.clientAuthentication()).isEqualTo(OAuth2.ClientAuthentication.BODY);
        assertThat(google.pkce()).isTrue();
        assertThat(google.scopes()).contains("https://www.googleapis.com/auth/calendar.events");
        assertThat(google.authorizeParameters())
                .containsEntry("access_type", "offline")
                .containsEntry("prompt", "consent");
        assertThat(google.rotatesRefreshTokens()).isFalse();
        assertThat(google.accountPointer()).hasToString("/email");
    }

    @Test
    void aProviderIsFoundByWhatPeopleCallIt() {
        assertThat(providers.meantBy("GoogleCalendar")).isEqualTo("google_calendar");
        assertThat(providers.meantBy(null, "Team chat", "slack")).isEqualTo("slack");
        assertThat(providers.meantBy("something else")).isEqualTo(Providers.CUSTOM);
    }

    @Test
    void aCategoryStandsForItsProviders() {
        assertThat(providers.ofKind("crm")).isEqualTo(List.of("hubspot", "pipedrive", "salesforce"));
        assertThat(providers.ofKind("hubspot")).isEqualTo(List.of("hubspot"));
        assertThat(providers.ofKind("nothing")).isEmpty();
    }
}
