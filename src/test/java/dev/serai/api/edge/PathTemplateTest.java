package dev.serai.api.edge;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class PathTemplateTest {

    private final PathTemplate webhook = PathTemplate.of("/api/v1/integrations/webhooks/{id}");

    @Test
    void givesTheParametersOfAPathThatFits() {
        assertThat(webhook.match(PathTemplate.split("/api/v1/integrations/webhooks/42")))
                .contains(Map.of("id", "42"));
    }

    @Test
    void takesATrailingSlash() {
        assertThat(webhook.match(PathTemplate.split("/api/v1/integrations/webhooks/42/")))
                .contains(Map.of("id", "42"));
    }

    @Test
    void takesOnlyOneTrailingSlash() {
        assertThat(webhook.match(PathTemplate.split("/api/v1/integrations/webhooks/42//")))
                .isEmpty();
    }

    @Test
    void refusesAPathOfAnotherLength() {
        assertThat(webhook.match(PathTemplate.split("/api/v1/integrations/webhooks")))
                .isEmpty();
        assertThat(webhook.match(PathTemplate.split("/api/v1/integrations/webhooks/42/logs")))
                .isEmpty();
    }

    @Test
    void refusesAnotherWordInPlaceOfOneThatIsWrittenOut() {
        assertThat(webhook.match(PathTemplate.split("/api/v1/integrations/provider/gmail")))
                .isEmpty();
    }

    @Test
    void tellsUpperFromLowerCase() {
        assertThat(webhook.match(PathTemplate.split("/api/v1/Integrations/webhooks/42")))
                .isEmpty();
    }

    @Test
    void countsItsParameters() {
        assertThat(webhook.parameterCount()).isEqualTo(1);
        assertThat(PathTemplate.of("/events/batch").parameterCount()).isZero();
    }
}
