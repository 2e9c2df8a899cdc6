package dev.serai.platform.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The alert rules, the dashboard, and the page that says what to do. */
class OperatorsFilesTest {

    private static final OperatorsFiles FILES = OperatorsFiles.read();

    @Test
    void everyAlertSaysWhatIsWrongAndWhereItStandsWhatToDo() throws IOException {
        Set<String> headings = Files.readAllLines(Path.of("docs/metrics.md")).stream()
                .filter(line -> line.startsWith("### "))
                .map(line -> line.substring(4))
                .collect(Collectors.toSet());

        assertThat(FILES.alerts()).hasSizeGreaterThan(10).allSatisfy(alert -> {
            String name = alert.path("alert").asText();
            assertThat(alert.at("/annotations/summary").asText()).as(name).isNotBlank();
            assertThat(alert.at("/annotations/description").asText()).as(name).isNotBlank();
            assertThat(alert.at("/labels/severity").asText()).as(name).isIn("critical", "warning", "info");
            assertThat(alert.at("/annotations/runbook").asText())
                    .isEqualTo("docs/metrics.md#" + name.toLowerCase(Locale.ROOT));
            assertThat(headings).contains(name);
        });
    }

    @Test
    void everyFigureOfThePageIsOneThatThereIs() throws IOException {
        List<String> told = OperatorsFiles.metricsIn(Files.readString(Path.of("docs/metrics.md")));

        assertThat(told)
                .containsAll(FILES.metrics().stream()
                        .filter(name -> name.startsWith("serai_"))
                        .map(OperatorsFiles::family)
                        .toList());
    }

    @Test
    void everyPanelSaysWhatItShows() {
        assertThat(FILES.panels()).hasSizeGreaterThan(20).allSatisfy(panel -> {
            assertThat(panel.path("title").asText()).isNotBlank();
            assertThat(panel.path("description").asText()).isNotBlank();
        });
    }
}
