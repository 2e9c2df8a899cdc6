package dev.serai.platform.routes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Clock;
import java.util.SortedMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

@ExtendWith(OutputCaptureExtension.class)
class RouteFolderTest {

    @TempDir
    private Path routes;

    private RouteFolder folder;

    @BeforeEach
    void startWithOneFile() throws IOException {
        write("one.camel.yaml", "- one");
        folder = new RouteFolder(routes, Clock.systemUTC());
        folder.load();
    }

    @Test
    void nothingNewIsNoChange() {
        assertThat(folder.look()).isNull();
        assertThat(folder.look()).isNull();
    }

    @Test
    void aNewFileInANewFolderIsSeenAtTheSecondLook() throws IOException {
        write("a/b/two.camel.yaml", "- two");

        assertThat(folder.look()).isNull();
        assertThat(folder.look())
                .containsEntry(path("a/b/two.camel.yaml"), "- two")
                .hasSize(2);
        assertThat(folder.look()).isNull();
    }

    @Test
    void aChangedAndARemovedFileAreSeen() throws IOException {
        write("one.camel.yaml", "- changed");
        assertThat(lookTwice()).containsEntry(path("one.camel.yaml"), "- changed");

        write("two.camel.yaml", "- two");
        Files.delete(routes.resolve("one.camel.yaml"));
        assertThat(lookTwice()).containsOnlyKeys(path("two.camel.yaml"));
    }

    @Test
    void nothingIsTakenOverWhileAnyFileIsBeingWritten() throws IOException {
        write("two.camel.yaml", "- two");
        for (String half : new String[] {"- t", "- th", "- thr"}) {
            write("three.camel.yaml", half);
            assertThat(folder.look()).isNull();
        }
        write("three.camel.yaml", "- three");

        assertThat(lookTwice()).hasSize(3);
    }

    @Test
    void otherFilesAndHiddenFoldersAreNone() throws IOException {
        write("readme.md", "- no");
        write("apis/a.openapi.yaml", "no");
        write("..data/two.camel.yaml", "- no");
        write(".two.camel.yaml", "- no");

        assertThat(lookTwice()).isNull();
    }

    @Test
    void aMountedVolumeThatSwapsItsLinksIsFollowed() throws IOException {
        write("..1/two.camel.yaml", "- two");
        Files.createSymbolicLink(routes.resolve("..data"), Path.of("..1"));
        Files.createSymbolicLink(routes.resolve("two.camel.yaml"), Path.of("..data/two.camel.yaml"));
        assertThat(lookTwice()).containsEntry(path("two.camel.yaml"), "- two");

        write("..2/two.camel.yaml", "- new");
        Files.createSymbolicLink(routes.resolve("..data_tmp"), Path.of("..2"));
        Files.move(routes.resolve("..data_tmp"), routes.resolve("..data"), StandardCopyOption.ATOMIC_MOVE);

        assertThat(lookTwice()).containsEntry(path("two.camel.yaml"), "- new");
    }

    @Test
    void aVolumeThatIsAwayTakesNoRoutesAlong(CapturedOutput output) throws IOException {
        Files.delete(routes.resolve("one.camel.yaml"));

        assertThat(lookTwice()).isNull();
        assertThat(output.getAll()).containsOnlyOnce("they stay as they were");
    }

    @Test
    void aDirectoryThatIsGoneIsToldAndTakesNoRoutesAlong(CapturedOutput output) throws IOException {
        Files.delete(routes.resolve("one.camel.yaml"));
        Files.delete(routes);

        assertThat(lookTwice()).isNull();
        assertThat(output.getAll()).containsOnlyOnce("can't be read and stay as they are: " + routes);
    }

    @Test
    void aFileThatIsNoTextIsToldAndChangesNothing(CapturedOutput output) throws IOException {
        Files.write(routes.resolve("two.camel.yaml"), new byte[] {(byte) 0xff, (byte) 0xfe});

        assertThat(lookTwice()).isNull();
        assertThat(output.getAll()).containsOnlyOnce(path("two.camel.yaml") + " is not a text in UTF-8");
    }

    @Test
    void aDirectoryThatIsMissingAtTheStartIsSaid() {
        assertThatThrownBy(() -> new RouteFolder(routes.resolve("nowhere"), Clock.systemUTC()).load())
                .isInstanceOf(IOException.class)
                .hasMessageContaining("nowhere");
    }

    private SortedMap<String, String> lookTwice() {
        assertThat(folder.look()).isNull();
        return folder.look();
    }

    private void write(String file, String content) throws IOException {
        Files.createDirectories(routes.resolve(file).getParent());
        Files.writeString(routes.resolve(file), content);
    }

    private String path(String file) {
        return routes.resolve(file).toString();
    }
}
