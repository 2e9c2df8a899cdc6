package dev.serai.platform.database;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Migrations are safe while the version before runs: they only add. What takes away or changes is a contraction, which
 * comes a version after nobody uses it any more, and says so in a comment above it: {@code -- contract: why it is safe}.
 */
class MigrationsTest {

    private static final Map<Pattern, String> UNSAFE = Map.of(
            pattern("\\bDROP\\s+(TABLE|COLUMN|VIEW|FUNCTION|TYPE|SCHEMA)\\b"), "the version before may use it",
            pattern("\\bRENAME\\b"), "the version before knows the old name",
            pattern("\\bALTER\\s+(COLUMN\\s+)?\\w+\\s+(SET\\s+DATA\\s+)?TYPE\\b"), "it rewrites the table under a lock",
            pattern("\\bSET\\s+NOT\\s+NULL\\b"), "the version before may leave it empty",
            pattern("\\bDROP\\s+DEFAULT\\b"), "the version before may rely on it",
            pattern("\\bADD\\s+COLUMN\\b(?![^,;]*\\bDEFAULT\\b)[^,;]*\\bNOT\\s+NULL\\b"),
                    "the version before does not fill it; give it a default",
            pattern("\\bADD\\s+(CONSTRAINT|CHECK|FOREIGN|UNIQUE|PRIMARY)\\b(?![^;]*\\bNOT\\s+VALID\\b)"),
                    "the version before may break it, and it is checked under a lock; add it NOT VALID",
            pattern("\\bTRUNCATE\\b"), "it takes data away");

    private static final Pattern NEW_TABLE = pattern("\\bCREATE\\s+(UNLOGGED\\s+)?TABLE\\s+(\\w+)");
    private static final Pattern NEW_INDEX =
            pattern("\\bCREATE\\s+(UNIQUE\\s+)?INDEX\\s+(CONCURRENTLY\\s+)?(IF NOT EXISTS\\s+)?\\w+\\s+ON\\s+(\\w+)");
    private static final Pattern CONTRACTION = pattern("--\\s*contract:\\s*\\S");
    private static final Pattern BODY = Pattern.compile("\\$\\$.*?\\$\\$", Pattern.DOTALL);

    /** From here on there may be hubs at work with tables that are full. */
    private static final int FIRST_ON_FULL_TABLES = 10;

    static List<Path> migrations() throws IOException {
        try (Stream<Path> files = Files.list(Path.of("src/main/resources/db/migration"))) {
            return files.sorted().toList();
        }
    }

    @ParameterizedTest
    @MethodSource("migrations")
    void aMigrationIsSafeWhileTheVersionBeforeRuns(Path file) throws IOException {
        assertThat(faults(Files.readString(file), version(file))).as("%s", file).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ALTER TABLE event DROP COLUMN data;",
                "DROP TABLE event;",
                "ALTER TABLE event RENAME COLUMN data TO body;",
                "ALTER TABLE event ALTER COLUMN data TYPE jsonb;",
                "ALTER TABLE event ALTER COLUMN sender_id SET NOT NULL;",
                "ALTER TABLE event ADD COLUMN source text NOT NULL;",
                "ALTER TABLE event ADD CONSTRAINT short CHECK (length(data) < 10);",
                "CREATE INDEX event_by_type ON event (type);",
            })
    void whatTakesAwayOrChangesIsFound(String statement) {
        assertThat(faults(statement, FIRST_ON_FULL_TABLES)).hasSize(1);
        assertThat(faults("-- contract: nobody has used it since 1.3\n" + statement, FIRST_ON_FULL_TABLES))
                .isEmpty();
    }

    @Test
    void whatOnlyAddsIsNotFound() {
        assertThat(faults(
                        """
                        CREATE TABLE place (id uuid PRIMARY KEY, name text NOT NULL);
                        CREATE INDEX place_by_name ON place (name);
                        ALTER TABLE event ADD COLUMN source text, ADD COLUMN size integer NOT NULL DEFAULT 0;
                        ALTER TABLE event ADD CONSTRAINT sized CHECK (size >= 0) NOT VALID;
                        """,
                        FIRST_ON_FULL_TABLES))
                .isEmpty();
    }

    private static List<String> faults(String sql, int version) {
        List<String> own = NEW_TABLE
                .matcher(sql)
                .results()
                .map(table -> table.group(2).toLowerCase())
                .toList();
        List<String> faults = new ArrayList<>();
        for (String statement : BODY.matcher(sql).replaceAll("").split(";")) {
            if (CONTRACTION.matcher(statement).find()) {
                continue;
            }
            String plain = statement.replaceAll("--[^\n]*", "").strip() + ";";
            if (NEW_TABLE.matcher(plain).lookingAt()) {
                continue;
            }
            UNSAFE.forEach((unsafe, why) -> {
                if (unsafe.matcher(plain).find()) {
                    faults.add(plain + " " + why);
                }
            });
            Matcher index = NEW_INDEX.matcher(plain);
            if (version >= FIRST_ON_FULL_TABLES
                    && index.find()
                    && index.group(2) == null
                    && !own.contains(index.group(4).toLowerCase())) {
                faults.add(plain + " nobody can write meanwhile; make it CONCURRENTLY, in a migration of its own");
            }
        }
        return faults;
    }

    private static int version(Path file) {
        String name = file.getFileName().toString();
        return Integer.parseInt(name.substring(1, name.indexOf("__")));
    }

    private static Pattern pattern(String text) {
        return Pattern.compile(text, Pattern.CASE_INSENSITIVE);
    }
}
