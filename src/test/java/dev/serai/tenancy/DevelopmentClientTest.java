package dev.serai.tenancy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.core.env.MapPropertySource;

@ExtendWith(OutputCaptureExtension.class)
class DevelopmentClientTest {

    private static final TokenClients NONE = new TokenClients(Map.of());

    @TempDir
    private Path directory;

    @Test
    void isMadeAtTheFirstStartAndKeptAtTheSecond() {
        TokenClients.Client first = start().client().orElseThrow();
        TokenClients.Client second = start().client().orElseThrow();

        assertThat(first.secret()).hasSizeGreaterThan(40).isEqualTo(second.secret());
        assertThat(first.organizationId()).isEqualTo(second.organizationId());
        assertThat(first.permissions())
                .containsExactlyInAnyOrder(
                        "integrations:create",
                        "integrations:read",
                        "integrations:update",
                        "integrations:delete",
                        "hub:watch",
                        "hub:operate");
    }

    @Test
    void keepsItsSecretForTheOwnerAlone() throws IOException {
        start();

        assertThat(PosixFilePermissions.toString(
                        Files.getPosixFilePermissions(directory.resolve("development-client"))))
                .isEqualTo("rw-------");
    }

    @Test
    void printsOneLineToPasteAtTheFirstStartOnly(CapturedOutput output) {
        DevelopmentClient first = start();
        first.announce(ready());

        assertThat(output)
                .containsOnlyOnce("TOKEN=$(curl -s -u development:"
                        + first.client().orElseThrow().secret()
                        + " -d grant_type=client_credentials http://localhost:8123/token");
        int printed = output.getAll().length();

        start().announce(ready());

        assertThat(output.getAll().substring(printed))
                .doesNotContain(first.client().orElseThrow().secret());
    }

    @Test
    void isNotMadeWhenAnythingElseSaysWhoMayCome() {
        TokenClients.Client shop = new TokenClients.Client("s3cret", null, "o1", null, null, List.of());

        assertThat(start("a secret of thirty-two bytes or more", null, NONE).client())
                .isEmpty();
        assertThat(start(null, "https://issuer.example", NONE).client()).isEmpty();
        assertThat(start(null, null, new TokenClients(Map.of("shop", shop))).client())
                .isEmpty();
        assertThat(directory).isEmptyDirectory();
    }

    private DevelopmentClient start() {
        return start(null, null, NONE);
    }

    private DevelopmentClient start(@Nullable String secret, @Nullable String issuer, TokenClients clients) {
        return new DevelopmentClient(
                new TokenProperties(secret, issuer, null, Duration.ofHours(1)), clients, directory);
    }

    private static ApplicationReadyEvent ready() {
        GenericApplicationContext context = new GenericApplicationContext();
        context.getEnvironment()
                .getPropertySources()
                .addFirst(new MapPropertySource("server", Map.of("local.server.port", "8123")));
        return new ApplicationReadyEvent(new SpringApplication(), new String[0], context, Duration.ZERO);
    }
}
