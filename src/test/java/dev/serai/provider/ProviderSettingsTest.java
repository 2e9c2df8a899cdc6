package dev.serai.provider;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.env.SystemEnvironmentPropertySource;

class ProviderSettingsTest {

    private static final Providers PROVIDERS = TestProviders.standard();

    @Test
    void whatNobodySetIsWhatTheFileSays() {
        ProviderSettings settings = with(Map.of(), Map.of());

        assertThat(settings.url("google_calendar", "token-url"))
                .isEqualTo(URI.create("https://oauth2.googleapis.com/token"));
        assertThat(settings.get("google_calendar", "client-id")).isEmpty();
    }

    @Test
    void aPropertyWinsOverTheFile() {
        ProviderSettings settings =
                with(Map.of("serai.providers.hubspot.base-url", "http://127.0.0.1:9/hubspot/"), Map.of());

        assertThat(settings.url("hubspot", "base-url")).isEqualTo(URI.create("http://127.0.0.1:9/hubspot"));
    }

    @Test
    void anEnvironmentVariableIsTheSameSetting() {
        ProviderSettings settings = with(
                Map.of(),
                Map.of("SERAI_PROVIDERS_GOOGLE_CALENDAR_CLIENT_ID", "ours", "SERAI_PROVIDERS_SMTP_SECURITY", "none"));

        assertThat(settings.get("google_calendar", "client-id")).contains("ours");
        assertThat(settings.get("smtp", "security")).contains("none");
    }

    @Test
    void anEmptyVariableSetsNothing() {
        ProviderSettings settings =
                with(Map.of(), Map.of("SERAI_PROVIDERS_ZOOM_CLIENT_ID", "", "SERAI_PROVIDERS_ZOOM_BASE_URL", " "));

        assertThat(settings.get("zoom", "client-id")).isEmpty();
        assertThat(settings.get("zoom", "base-url")).contains("https://api.zoom.us/v2");
    }

    @Test
    void onlyWhatTheFileDeclaresCanBeAskedFor() {
        ProviderSettings settings = with(Map.of("serai.providers.zapier.base-url", "https://x.example"), Map.of());

        assertThatThrownBy(() -> settings.get("zapier", "base-url")).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void whatIsMissingOrWrongIsForTheOperatorToPutRight() {
        ProviderSettings settings = with(Map.of("serai.providers.zoom.base-url", "api.zoom.us"), Map.of());

        assertThatThrownBy(() -> settings.require("google_calendar", "client-id"))
                .isInstanceOfSatisfying(
                        ProviderFault.class, fault -> assertThat(fault.kind()).isEqualTo(ErrorClass.OPERATOR))
                .hasMessageContaining("serai.providers.google_calendar.client-id");
        assertThatThrownBy(() -> settings.url("zoom", "base-url"))
                .isInstanceOf(ProviderFault.class)
                .hasMessageContaining("serai.providers.zoom.base-url");
        assertThatThrownBy(() -> settings.get("gone", "base-url"))
                .isInstanceOf(ProviderFault.class)
                .hasMessageContaining("'gone'");
    }

    /** Property sources as a started hub has them. */
    private static ProviderSettings with(Map<String, Object> properties, Map<String, Object> variables) {
        StandardEnvironment environment = new StandardEnvironment();
        environment
                .getPropertySources()
                .replace(
                        StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME,
                        new SystemEnvironmentPropertySource(
                                StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME, variables));
        environment.getPropertySources().addLast(new MapPropertySource("properties", properties));
        ConfigurationPropertySources.attach(environment);
        return new ProviderSettings(PROVIDERS, environment);
    }
}
