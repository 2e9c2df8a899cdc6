package dev.serai.api.edge;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class PathTemplateTest {

    private final PathTemplate webhook = PathTemplate.of("/api/v1/integrations/webhooks/{id}");

    @Test
    void givesTheParametersOfAPathThatFits() {
        assertThat(webhook.match(RequestPath.of("/api/v1/integrations/webhooks/42")))
                .contains(Map.of("id", "42"));
    }

    @Test
    void takesATrailingSlash() {
        assertThat(webhook.match(RequestPath.of("/api/v1/integrations/webhooks/42/")))
                .contains(Map.of("id", "42"));
    }

    @Test
    void takesOnlyOneTrailingSlash() {
        assertThat(webhook.match(RequestPath.of("/api/v1/integrations/webhooks/42//")))
                .isEmpty();
    }

    @Test
    void refusesAPathOfAnotherLength() {
        assertThat(webhook.match(RequestPath.of("/api/v1/integrations/webhooks")))
                .isEmpty();
        assertThat(webhook.match(RequestPath.of("/api/v1/integrations/webhooks/42/logs")))
                .isEmpty();
    }

    @Test
    void refusesAnotherWordInPlaceOfOneThatIsWrittenOut() {
        assertThat(webhook.match(RequestPath.of("/api/v1/integrations/provider/gmail")))
                .isEmpty();
    }

    @Test
    void tellsUpperFromLowerCase() {
        assertThat(webhook.match(RequestPath.of("/api/v1/Integrations/webhooks/42")))
                .isEmpty();
    }

    @Test
    void countsItsParameters() {
        assertThat(webhook.parameterCount()).isEqualTo(1);
        assertThat(PathTemplate.of("/events/batch").parameterCount()).isZero();
    }

    @Test
    void takesTheRestOfAPathWithItsSlashes() {
        PathTemplate proxy = PathTemplate.of("/api/integrations/{id}/proxy/{path}", true);

        assertThat(proxy.match(RequestPath.of("/api/integrations/42/proxy/crm/v3/objects")))
                .contains(Map.of("id", "42", "path", "crm/v3/objects"));
        assertThat(proxy.match(RequestPath.of("/api/integrations/42/proxy/crm/")))
                .contains(Map.of("id", "42", "path", "crm/"));
        assertThat(proxy.match(RequestPath.of("/api/integrations/42/proxy"))).isEmpty();
        assertThat(proxy.match(RequestPath.of("/api/integrations/42/proxy/"))).isEmpty();
    }

    @Test
    void isKnownToTheRoutesByOneSegmentForTheRest() {
        PathTemplate proxy = PathTemplate.of("/api/integrations/{id}/proxy/{path}", true);

        assertThat(proxy.mounted(RequestPath.of("/api/integrations/42/proxy/crm/v3/")))
                .isEqualTo("/api/integrations/42/proxy/rest");
        assertThat(webhook.mounted(RequestPath.of("/api/v1/integrations/webhooks/42/")))
                .isEqualTo("/api/v1/integrations/webhooks/42/");
    }
}
