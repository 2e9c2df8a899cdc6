package dev.serai.platform.launch;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OwnSettingsTest {

    private static final String JAVA =
            Path.of(System.getProperty("java.home"), "bin", "java").toString();

    @TempDir
    private Path folder;

    @Test
    void aPlainStartLeavesTheJvmToTheHub() {
        assertThat(OwnSettings.leavesTheJvmToUs(List.of())).isTrue();
        assertThat(OwnSettings.leavesTheJvmToUs(List.of("-Dserai.data-dir=/data")))
                .isTrue();
    }

    @Test
    void oneOptionOfTheJvmIsADecisionAboutAllOfThem() {
        assertThat(OwnSettings.leavesTheJvmToUs(List.of("-Dserai.data-dir=/data", "-Xmx1g")))
                .isFalse();
        assertThat(OwnSettings.leavesTheJvmToUs(List.of("-javaagent:agent.jar")))
                .isFalse();
    }

    @Test
    void theOptionsComeOutOfTheManifestAndEverythingGivenIsPassedOn() throws IOException {
        Path jar = jar("-Xmx256m -Xss512k");

        List<String> command = ShippedSettings.of(jar.toString())
                .orElseThrow()
                .command(List.of("-Done=1"), List.of("--two=2", "three four"));

        assertThat(command)
                .containsExactly(
                        JAVA, "-Xmx256m", "-Xss512k", "-Done=1", "-jar", jar.toString(), "--two=2", "three four");
    }

    @Test
    void anArchiveBesideTheJarIsUsed() throws IOException {
        Path jar = jar("-Xmx256m");
        Path archive = Files.createFile(folder.resolve("serai.jsa"));

        assertThat(ShippedSettings.of(jar.toString()).orElseThrow().command(List.of(), List.of()))
                .contains("-XX:SharedArchiveFile=" + archive);
    }

    @Test
    void aClassPathIsNoJar() throws IOException {
        assertThat(ShippedSettings.of("target/classes:" + jar("-Xmx256m"))).isEmpty();
    }

    @Test
    void aJarOfSomebodyElseHasNoSettings() throws IOException {
        assertThat(ShippedSettings.of(jar(null).toString())).isEmpty();
    }

    private Path jar(String options) throws IOException {
        Manifest manifest = new Manifest();
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        if (options != null) {
            manifest.getMainAttributes().putValue(ShippedSettings.OPTIONS, options);
        }
        Path jar = folder.resolve("serai.jar");
        try (OutputStream file = Files.newOutputStream(jar);
                JarOutputStream written = new JarOutputStream(file, manifest)) {
            written.finish();
        }
        return jar;
    }
}
