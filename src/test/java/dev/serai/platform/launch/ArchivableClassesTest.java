package dev.serai.platform.launch;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ArchivableClassesTest {

    @TempDir
    private Path folder;

    @Test
    void leavesOutWhatAJarHasForSomeVersionsOfJavaOnly() throws IOException {
        Files.createDirectory(folder.resolve("lib"));
        try (JarOutputStream library =
                new JarOutputStream(Files.newOutputStream(folder.resolve("lib").resolve("a.jar")))) {
            library.putNextEntry(new JarEntry("a/Always.class"));
            library.putNextEntry(new JarEntry("META-INF/versions/9/a/Sometimes.class"));
        }

        List<String> archived = new ArchivableClasses(folder.resolve("serai.jar"))
                .among(List.of(
                        "java/lang/Object id: 0",
                        "a/Always id: 1",
                        "a/Sometimes id: 2",
                        "@lambda-proxy a/Sometimes run"));

        assertThat(archived).containsExactly("java/lang/Object id: 0", "a/Always id: 1");
    }
}
