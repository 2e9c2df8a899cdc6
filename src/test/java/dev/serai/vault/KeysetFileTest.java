package dev.serai.vault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KeysetFileTest {

    @TempDir
    private Path directory;

    private KeysetFile ours() {
        return new KeysetFile(directory.resolve("data").resolve("vault-keyset.json"), true);
    }

    @Test
    void isMadeOnceReadableByItsOwnerAlone() throws IOException {
        ours().prepare();
        String made = ours().read();
        ours().prepare();
        assertThat(ours().read()).isEqualTo(made);
        assertThat(permissions(ours().path())).isEqualTo("rw-------");
    }

    @Test
    void leavesNoDraftBehind() throws IOException {
        ours().prepare();
        ours().rotate();
        try (var files = Files.list(directory.resolve("data"))) {
            assertThat(files.map(file -> file.getFileName().toString()))
                    .containsExactlyInAnyOrder("vault-keyset.json", "vault-keyset.json.lock");
        }
    }

    @Test
    void isTheSameForAllHubsThatStartAtOnce() throws Exception {
        Set<String> seen = ConcurrentHashMap.newKeySet();
        together(16, () -> {
            ours().prepare();
            seen.add(ours().read());
        });
        assertThat(seen).hasSize(1);
    }

    @Test
    void losesNoKeyWhenItIsRotatedSeveralTimesAtOnce() throws Exception {
        ours().prepare();
        Set<Keyset> made = ConcurrentHashMap.newKeySet();
        together(8, () -> made.add(ours().rotate()));
        Keyset last = Keyset.parse(ours().read(), "test");
        assertThat(made).hasSize(8).allMatch(last::succeeds);
    }

    @Test
    void keepsItsPermissionsWhenItIsRotated() throws IOException {
        ours().prepare();
        Files.setPosixFilePermissions(ours().path(), PosixFilePermissions.fromString("rw-r-----"));
        ours().rotate();
        assertThat(permissions(ours().path())).isEqualTo("rw-r-----");
    }

    @Test
    void replacesWhatALinkLeadsTo() throws IOException {
        ours().prepare();
        Path link = Files.createSymbolicLink(directory.resolve("link.json"), ours().path());
        Keyset rotated = new KeysetFile(link, false).rotate();
        assertThat(link).isSymbolicLink();
        assertThat(Keyset.parse(ours().read(), "test").primaryId()).isEqualTo(rotated.primaryId());
    }

    @Test
    void isNeverMadeWhereAnOperatorNamedIt() {
        KeysetFile named = new KeysetFile(directory.resolve("mistyped.json"), false);
        named.prepare();
        assertThat(named.path()).doesNotExist();
        assertThatExceptionOfType(VaultFault.class)
                .isThrownBy(named::read)
                .withMessageContaining("SERAI_VAULT_KEYSET_FILE");
    }

    @Test
    void namesTheSettingWhenItCanNotBeMade() throws IOException {
        Files.writeString(directory.resolve("data"), "a file where the directory should be");
        assertThatExceptionOfType(VaultFault.class)
                .isThrownBy(() -> ours().prepare())
                .withMessageContaining("SERAI_DATA_DIR");
    }

    private static String permissions(Path file) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
    }

    private static void together(int threads, Runnable work) throws Exception {
        ExecutorService pool = Executors.newFixedThreadPool(threads);
        CountDownLatch ready = new CountDownLatch(threads);
        List<Future<?>> all = new ArrayList<>();
        for (int thread = 0; thread < threads; thread++) {
            all.add(pool.submit(() -> {
                ready.countDown();
                ready.await();
                work.run();
                return null;
            }));
        }
        for (Future<?> one : all) {
            one.get();
        }
        pool.shutdown();
    }
}
