package dev.serai.platform.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.awaitility.Awaitility.await;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.util.FileSystemUtils;

@Timeout(value = 90, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class EmbeddedPostgresIT {

    private static final Path HOME = Path.of("target", "it embedded", "data é", "postgres");

    private final List<EmbeddedPostgres> started = new ArrayList<>();

    @BeforeAll
    static void makeADatabaseWithARow() throws Exception {
        FileSystemUtils.deleteRecursively(HOME);
        Files.createDirectories(HOME.resolve("making-cut-short"));
        Files.writeString(HOME.resolve("making-cut-short").resolve("PG_VERSION"), "17");
        try (EmbeddedPostgres database = EmbeddedPostgres.start(HOME, Map.of())) {
            database.awaitReady();
            try (Connection connection = connect(database)) {
                connection.createStatement().execute("CREATE TABLE kept (what text)");
                connection.createStatement().execute("INSERT INTO kept VALUES ('of the first start')");
            }
        }
    }

    @AfterEach
    void close() {
        started.forEach(EmbeddedPostgres::close);
    }

    @Test
    void putsOnDiskWhatItCommits() throws SQLException {
        EmbeddedPostgres database = start();
        for (String setting : List.of("fsync", "synchronous_commit", "full_page_writes")) {
            assertThat(query(database, "SHOW " + setting)).containsExactly("on");
        }
    }

    @Test
    void listensOnLoopbackOnlyAndWantsAPassword() throws SQLException {
        EmbeddedPostgres database = start();
        assertThat(query(database, "SHOW listen_addresses")).containsExactly("127.0.0.1");
        assertThatThrownBy(() -> DriverManager.getConnection(database.jdbcUrl(), database.username(), "guessed"))
                .hasMessageContaining("password authentication failed");
    }

    @Test
    void keepsItsPasswordToItself() throws IOException {
        start();
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(HOME.resolve("password"))))
                .isEqualTo("rw-------");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(HOME.resolve("tables"))))
                .isEqualTo("rwx------");
    }

    @Test
    void keepsItsDataAndItsPortAcrossRestarts() throws SQLException {
        EmbeddedPostgres first = start();
        String url = first.jdbcUrl();
        first.close();
        EmbeddedPostgres second = start();
        assertThat(second.jdbcUrl()).isEqualTo(url);
        assertThat(query(second, "SELECT what FROM kept")).contains("of the first start");
    }

    @Test
    void leavesNothingOfAClusterWhoseMakingWasCutShort() {
        start();
        assertThat(HOME.resolve("making-cut-short")).doesNotExist();
    }

    @Test
    void startsTheServerAgainWhenItIsKilled() throws SQLException {
        EmbeddedPostgres database = start();
        try (Connection busy = connect(database)) {
            busy.setAutoCommit(false);
            busy.createStatement().execute("INSERT INTO kept VALUES ('never committed')");
            ProcessHandle killed = database.server();
            killed.destroyForcibly();
            await().atMost(Duration.ofSeconds(60))
                    .ignoreExceptionsInstanceOf(SQLException.class)
                    .until(() -> !database.server().equals(killed)
                            && query(database, "SELECT what FROM kept").contains("of the first start"));
        }
        assertThat(query(database, "SELECT what FROM kept")).doesNotContain("never committed");
    }

    @Test
    void startsTheServerAgainHoweverOftenItEnds() {
        EmbeddedPostgres database = start();
        for (int time = 0; time < 2; time++) {
            ProcessHandle ended = database.server();
            ended.destroy();
            await().atMost(Duration.ofSeconds(60))
                    .ignoreExceptionsInstanceOf(SQLException.class)
                    .until(() -> !database.server().equals(ended)
                            && query(database, "SELECT 'up'").contains("up"));
        }
    }

    @Test
    void refusesASecondUserOfTheDirectoryAndStaysItsOnlyOne() throws SQLException {
        EmbeddedPostgres first = start();
        for (int time = 0; time < 2; time++) {
            assertThatIllegalStateException()
                    .isThrownBy(() -> EmbeddedPostgres.start(HOME, Map.of()))
                    .withMessageContaining("used by another running hub")
                    .withMessageContaining("SERAI_DATA_DIR")
                    .withMessageContaining("SPRING_DATASOURCE_URL");
        }
        assertThat(query(first, "SELECT 'up'")).containsExactly("up");
    }

    @Test
    void takesOverFromAHubThatWasKilledOnceItIsDeadAndNoSooner() throws Exception {
        Process hub = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        LonelyHub.class.getName(),
                        HOME.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        long server;
        try (BufferedReader said = hub.inputReader()) {
            server = Long.parseLong(said.lines()
                    .filter(line -> line.matches("[0-9]+"))
                    .findFirst()
                    .orElseThrow());
            assertThatIllegalStateException()
                    .isThrownBy(() -> EmbeddedPostgres.start(HOME, Map.of()))
                    .withMessageContaining("used by another running hub");
        } finally {
            hub.destroyForcibly().waitFor();
        }
        assertThat(ProcessHandle.of(server)).as("the orphan").isPresent();
        EmbeddedPostgres database = start();
        assertThat(query(database, "SELECT what FROM kept")).contains("of the killed hub");
        assertThat(ProcessHandle.of(server).filter(ProcessHandle::isAlive)).isEmpty();
    }

    @Test
    void startsThoughTheNumberOfADeadServerBelongsToAnotherProgramByNow() throws Exception {
        Files.writeString(
                HOME.resolve("tables").resolve("postmaster.pid"),
                ProcessHandle.current().pid() + "\n" + HOME.toAbsolutePath() + "\n");
        assertThat(query(start(), "SELECT 'up'")).containsExactly("up");
    }

    @Test
    void takesAnotherPortWhenItsOwnIsForgottenOrNonsense() throws Exception {
        Files.writeString(HOME.resolve("port"), "");
        assertThat(query(start(), "SELECT 'up'")).containsExactly("up");
    }

    @Test
    void removesTheProgramsOfEarlierVersions() throws Exception {
        Path earlier = Files.createDirectories(
                HOME.resolve("programs").resolve("17-earlier").resolve("bin"));
        start();
        assertThat(earlier.getParent()).doesNotExist();
        try (Stream<Path> versions = Files.list(HOME.resolve("programs"))) {
            assertThat(versions).hasSize(1);
        }
    }

    @Test
    void saysWhyItDoesNotStartAndFreesTheDirectory() throws Exception {
        EmbeddedPostgres broken = EmbeddedPostgres.start(HOME, Map.of("shared_buffers", "nonsense"));
        started.add(broken);
        assertThatIllegalStateException().isThrownBy(broken::awaitReady).withMessageContaining("shared_buffers");
        broken.close();
        assertThat(query(start(), "SELECT 'up'")).containsExactly("up");
    }

    @Test
    void runsForRootInEveryWayThatWorksHereOnTheSameData() throws Exception {
        assumeThat(System.getProperty("user.name")).isEqualTo("root");
        Unprivileged missing = new Unprivileged(List.of("no-such-program"), 0);
        Unprivileged forbidden = new Unprivileged(List.of("false"), 0);
        for (Unprivileged way : Unprivileged.WAYS_FOR_ROOT) {
            EmbeddedPostgres database = EmbeddedPostgres.start(HOME, Map.of(), List.of(missing, forbidden, way));
            started.add(database);
            database.awaitReady();
            assertThat(query(database, "SELECT what FROM kept")).contains("of the first start");
            database.close();
        }
        assertThat(query(start(), "SELECT what FROM kept")).contains("of the first start");
    }

    @Test
    void tellsRootWhatToDoWhenNoWayWorks() {
        assumeThat(System.getProperty("user.name")).isEqualTo("root");
        assertThatIllegalStateException()
                .isThrownBy(() -> EmbeddedPostgres.start(
                        HOME, Map.of(), List.of(new Unprivileged(List.of("no-such-program"), 0))))
                .withMessageContaining("ordinary user")
                .withMessageContaining("SPRING_DATASOURCE_URL");
        start();
    }

    private EmbeddedPostgres start() {
        EmbeddedPostgres database = EmbeddedPostgres.start(HOME, Map.of());
        started.add(database);
        database.awaitReady();
        return database;
    }

    private static Connection connect(EmbeddedPostgres database) throws SQLException {
        return DriverManager.getConnection(database.jdbcUrl(), database.username(), database.password());
    }

    private static List<String> query(EmbeddedPostgres database, String sql) throws SQLException {
        try (Connection connection = connect(database);
                ResultSet rows = connection.createStatement().executeQuery(sql)) {
            List<String> found = new ArrayList<>();
            while (rows.next()) {
                found.add(rows.getString(1));
            }
            return found;
        }
    }
}
