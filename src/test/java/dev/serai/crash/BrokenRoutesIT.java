package dev.serai.crash;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.springframework.util.FileSystemUtils;

/** A hub that is started with routes that are wrong. */
class BrokenRoutesIT {

    private final Path routes = HubProcess.newData("broken-routes-dir");

    @Test
    void endsWithTheFileLineAndColumnOfEachFaultAndNoStackTrace() throws IOException {
        FileSystemUtils.copyRecursively(Path.of("routes"), routes);
        edit("webhooks/deliver.camel.yaml", text -> text.replaceFirst("description:", "descripton:"));
        edit("events/accept-events.camel.yaml", text -> text.replace("ref: eventIntake", "ref: eventIntak"));

        try (HubProcess hub = HubProcess.start(
                "broken-routes", HubProcess.newData("broken-routes"), Map.of("SERAI_ROUTES_DIR", routes.toString()))) {
            assertThat(hub.awaitExit()).isEqualTo(1);
            assertThat(hub.output())
                    .contains(
                            routes
                                    + "/events/accept-events.camel.yaml:13:18: there is no bean 'eventIntak'; did you mean "
                                    + "'eventIntake'?",
                            routes
                                    + "/webhooks/deliver.camel.yaml:4:5: 'descripton' is not a key of 'route'; did you mean "
                                    + "'description'?")
                    .doesNotContain("\tat ");
            assertThat(hub.postgres()).as("its PostgreSQL").isEmpty();
        }
    }

    private void edit(String file, UnaryOperator<String> change) throws IOException {
        Path path = routes.resolve(file);
        Files.writeString(path, change.apply(Files.readString(path)));
    }
}
