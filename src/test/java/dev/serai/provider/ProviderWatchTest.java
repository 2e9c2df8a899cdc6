package dev.serai.provider;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProviderWatchTest {

    private static final Duration PATIENCE = Duration.ofSeconds(15);

    @TempDir
    private Path routes;

    private Providers providers;
    private ProviderWatch watch;

    @BeforeEach
    void start() throws IOException {
        Files.createDirectories(routes.resolve("providers"));
        ProviderFolder folder = new ProviderFolder(routes, new ProviderForm(), Clock.systemUTC());
        providers = new Providers(folder);
        watch = new ProviderWatch(folder, providers);
        watch.start();
    }

    @AfterEach
    void stop() {
        watch.stop();
    }

    @Test
    void providersFollowTheirFolders() throws IOException {
        Path acme = Files.createDirectory(routes.resolve("providers/acme")).resolve("provider.yaml");
        Files.writeString(acme, file("Acme"));
        await().atMost(PATIENCE).until(() -> providers.find("acme").isPresent());

        Files.writeString(acme, file("Acme the Second"));
        await().atMost(PATIENCE)
                .until(() -> providers.meantBy("acme the second").equals("acme"));

        Files.delete(acme);
        await().atMost(PATIENCE).until(() -> providers.all().isEmpty());
    }

    @Test
    void itsThreadKeepsNoProgramAlive() {
        assertThat(Thread.getAllStackTraces().keySet())
                .filteredOn(thread -> thread.getName().equals("providers"))
                .isNotEmpty()
                .allMatch(Thread::isDaemon);
    }

    @Test
    void aWatchThatIsStoppedStartsAgain() throws IOException {
        watch.stop();
        assertThat(watch.isRunning()).isFalse();
        watch.start();

        Path acme = Files.createDirectory(routes.resolve("providers/acme")).resolve("provider.yaml");
        Files.writeString(acme, file("Acme"));

        await().atMost(PATIENCE).until(() -> providers.find("acme").isPresent());
    }

    private static String file(String name) {
        return "id: acme\nname: %s\ncategory: crm\nauthentication:\n  - type: none\n".formatted(name);
    }
}
