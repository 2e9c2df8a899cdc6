package dev.serai.provider;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.SortedMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

@ExtendWith(OutputCaptureExtension.class)
class ProviderFolderTest {

    private static final ProviderForm FORM = new ProviderForm();

    @TempDir
    private Path routes;

    private ProviderFolder folder;

    @BeforeEach
    void startWithAcme() throws IOException {
        write("acme", file("acme", "Acme"));
        folder = new ProviderFolder(routes, FORM, Clock.systemUTC());
        folder.load();
    }

    @Test
    void nothingNewIsNoChange() {
        assertThat(folder.look()).isNull();
        assertThat(folder.look()).isNull();
    }

    @Test
    void aNewFolderIsTakenOverAtTheSecondLook() throws IOException {
        write("bolt", file("bolt", "Bolt"));

        assertThat(folder.look()).isNull();
        assertThat(folder.look()).containsOnlyKeys("acme", "bolt");
        assertThat(folder.look()).isNull();
    }

    @Test
    void aChangedFileIsTakenOver() throws IOException {
        write("acme", file("acme", "Acme the Second"));

        assertThat(lookTwice().get("acme").name()).isEqualTo("Acme the Second");
    }

    @Test
    void aRemovedFolderGoesAtTheSecondLook() throws IOException {
        Files.delete(path("acme"));
        Files.delete(path("acme").getParent());

        assertThat(folder.look()).isNull();
        assertThat(folder.look()).isEmpty();
        assertThat(folder.look()).isNull();
    }

    @Test
    void aFileThatIsReplacedByAnotherIsNeverMissed() throws IOException {
        Files.delete(path("acme"));
        assertThat(folder.look()).isNull();
        write("acme", file("acme", "Acme the Second"));

        assertThat(lookTwice().get("acme").name()).isEqualTo("Acme the Second");
    }

    @Test
    void aFileIsLeftAloneWhileItIsBeingWritten(CapturedOutput output) throws IOException {
        String whole = file("bolt", "Bolt");
        for (int length = 5; length < whole.length(); length += 7) {
            write("bolt", whole.substring(0, length));
            assertThat(folder.look()).isNull();
        }
        write("bolt", whole);

        assertThat(lookTwice()).containsKey("bolt");
        assertThat(output).doesNotContain("can't be used");
    }

    @Test
    void aBrokenFileIsToldOnceByItsPlaceAndTheLastGoodOneStays(CapturedOutput output) throws IOException {
        write("acme", file("acme", "Acme") + "colour: red\n");

        assertThat(lookTwice()).isNull();
        assertThat(folder.look()).isNull();
        assertThat(output.getAll())
                .containsOnlyOnce("Provider acme can't be used and stays as it was:\n" + path("acme")
                        + ":6:1: 'colour' is not a key of a provider");

        write("bolt", file("bolt", "Bolt"));
        assertThat(lookTwice().get("acme").name()).isEqualTo("Acme");
    }

    @Test
    void aBrokenFileThatIsPutRightIsTakenOver() throws IOException {
        write("acme", "id: [");
        lookTwice();
        write("acme", file("acme", "Acme the Second"));

        assertThat(lookTwice().get("acme").name()).isEqualTo("Acme the Second");
    }

    @Test
    void aFileThatIsNoTextIsToldAndTheLastGoodOneStays(CapturedOutput output) throws IOException {
        Files.write(path("acme"), new byte[] {(byte) 0xff, (byte) 0xfe, 0, 1});

        assertThat(lookTwice()).isNull();
        assertThat(output.getAll()).containsOnlyOnce("it is not a text in UTF-8");
    }

    @Test
    void aChangeThatKeepsSizeAndTimeIsSeen() throws IOException {
        FileTime time = Files.getLastModifiedTime(path("acme"));
        Files.writeString(path("acme"), file("acme", "Acmf"));
        Files.setLastModifiedTime(path("acme"), time);

        assertThat(lookTwice().get("acme").name()).isEqualTo("Acmf");
    }

    @Test
    void anOldFileIsKnownByItsSizeAndTimeAlone() throws IOException {
        FileTime time = FileTime.from(Instant.parse("2026-01-01T00:00:00Z"));
        Files.setLastModifiedTime(path("acme"), time);
        Clock later = Clock.fixed(time.toInstant().plus(Duration.ofHours(1)), ZoneOffset.UTC);
        ProviderFolder settled = new ProviderFolder(routes, FORM, later);
        settled.load();

        Files.writeString(path("acme"), file("acme", "Acmf"));
        Files.setLastModifiedTime(path("acme"), time);

        assertThat(settled.look()).isNull();
        assertThat(settled.look()).isNull();
    }

    @Test
    void aMountedVolumeThatSwapsItsLinksIsFollowed() throws IOException {
        Path bolt = Files.createDirectories(routes.resolve("providers/bolt"));
        Files.createDirectories(bolt.resolve("..1"));
        Files.writeString(bolt.resolve("..1/provider.yaml"), file("bolt", "Bolt"));
        Files.createSymbolicLink(bolt.resolve("..data"), Path.of("..1"));
        Files.createSymbolicLink(bolt.resolve("provider.yaml"), Path.of("..data/provider.yaml"));
        assertThat(lookTwice().get("bolt").name()).isEqualTo("Bolt");

        Files.createDirectories(bolt.resolve("..2"));
        Files.writeString(bolt.resolve("..2/provider.yaml"), file("bolt", "Belt"));
        Files.createSymbolicLink(bolt.resolve("..data_tmp"), Path.of("..2"));
        Files.move(bolt.resolve("..data_tmp"), bolt.resolve("..data"), StandardCopyOption.ATOMIC_MOVE);

        assertThat(lookTwice().get("bolt").name()).isEqualTo("Belt");
    }

    @Test
    void aVolumeThatIsAwayTakesNoProviderAlong(CapturedOutput output) throws IOException {
        Files.move(routes.resolve("providers"), routes.resolve("away"));

        assertThat(lookTwice()).isNull();
        assertThat(output.getAll()).containsOnlyOnce("can't be read and stay as they are");

        Files.move(routes.resolve("away"), routes.resolve("providers"));
        assertThat(lookTwice()).isNull();
    }

    @Test
    void aFolderWithoutAProvidersFileIsNone() throws IOException {
        Files.createDirectories(routes.resolve("providers/drafts"));
        Files.writeString(routes.resolve("providers/drafts/sync.camel.yaml"), "# nothing yet");

        assertThat(lookTwice()).isNull();
    }

    @Test
    void aStartEndsWithEveryFaultOfEveryFile() throws IOException {
        write("bolt", "id: bolt\n");
        write("acme", file("acne", "Acme"));

        assertThatThrownBy(() -> new ProviderFolder(routes, FORM, Clock.systemUTC()).load())
                .isInstanceOf(ProvidersUnusable.class)
                .hasMessageContaining(path("acme") + ":1:5: 'id' is 'acne', but the folder is 'acme'")
                .hasMessageContaining(path("bolt") + ":1:1: a provider needs 'name'");
    }

    @Test
    void aStartWithoutTheDirectorySaysWhereItIsWanted() {
        Path nowhere = routes.resolve("nowhere");

        assertThatThrownBy(() -> new ProviderFolder(nowhere, FORM, Clock.systemUTC()).load())
                .isInstanceOf(ProvidersUnusable.class)
                .hasMessageContaining(nowhere.resolve("providers").toString())
                .hasMessageContaining("SERAI_ROUTES_DIR");
    }

    private SortedMap<String, Provider> lookTwice() {
        assertThat(folder.look()).isNull();
        return folder.look();
    }

    private void write(String id, String content) throws IOException {
        Files.createDirectories(path(id).getParent());
        Files.writeString(path(id), content);
    }

    private Path path(String id) {
        return routes.resolve("providers").resolve(id).resolve("provider.yaml");
    }

    private static String file(String id, String name) {
        return "id: %s\nname: %s\ncategory: crm\nauthentication:\n  - type: none\n".formatted(id, name);
    }
}
