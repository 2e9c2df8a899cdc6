package dev.serai.vault;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RotateVaultKeyTest {

    @TempDir
    private Path directory;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream error = new ByteArrayOutputStream();

    @Test
    void rotatesTheKeysetOfTheDataDirectoryWithoutShowingIt() {
        KeysetFile file = new KeysetFile(directory.resolve("vault-keyset.json"), true);
        file.prepare();
        Keyset before = Keyset.parse(file.read(), "test");
        assertThat(run(Map.of("SERAI_DATA_DIR", directory.toString()))).isZero();
        Keyset after = Keyset.parse(file.read(), "test");
        assertThat(after.succeeds(before)).isTrue();
        assertThat(out.toString(StandardCharsets.UTF_8))
                .contains("Key " + after.primaryId() + " is the primary key now")
                .doesNotContain("keyData");
    }

    @Test
    void printsARotatedKeysetAloneWhenItIsAnEnvironmentVariable() {
        Keyset before = Keyset.create();
        assertThat(run(Map.of("SERAI_VAULT_KEYSET", before.json()))).isZero();
        Keyset after = Keyset.parse(out.toString(StandardCharsets.UTF_8), "test");
        assertThat(after.succeeds(before)).isTrue();
        assertThat(error.toString(StandardCharsets.UTF_8))
                .contains("Nothing has changed yet")
                .doesNotContain("keyData");
    }

    @Test
    void makesNoKeysetWhereThereIsNone() {
        assertThat(run(Map.of("SERAI_DATA_DIR", directory.toString()))).isEqualTo(1);
        assertThat(error.toString(StandardCharsets.UTF_8)).contains("SERAI_DATA_DIR");
        assertThat(directory).isEmptyDirectory();
    }

    @Test
    void leavesABrokenKeysetAsItIs() throws Exception {
        Path file = Files.writeString(directory.resolve("keyset.json"), "broken");
        assertThat(run(Map.of("SERAI_VAULT_KEYSET_FILE", file.toString()))).isEqualTo(1);
        assertThat(file).hasContent("broken");
        assertThat(error.toString(StandardCharsets.UTF_8)).contains("SERAI_VAULT_KEYSET_FILE");
    }

    private int run(Map<String, String> environment) {
        return RotateVaultKey.run(
                environment,
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(error, true, StandardCharsets.UTF_8));
    }
}
