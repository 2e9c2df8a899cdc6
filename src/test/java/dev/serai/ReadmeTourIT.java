package dev.serai;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.context.ActiveProfiles;
import org.springframework.util.FileSystemUtils;

/** The README's tour, pasted block by block into a shell, prints what the README says. */
@SpringBootTest(
        webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
        properties = {"serai.data-dir=target/readme-data", "spring.main.banner-mode=off"})
@ActiveProfiles("development")
class ReadmeTourIT {

    private static final Pattern STEP =
            Pattern.compile("```sh\\n(.*?)```\\n\\n```(?:json)?\\n(.*?)```\\n", Pattern.DOTALL);

    static {
        // The tour begins with an empty hub, whatever an earlier run has left.
        try {
            FileSystemUtils.deleteRecursively(Path.of("target/readme-data"));
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    @LocalServerPort
    private int port;

    @Test
    void everyStepPrintsWhatItSays(@TempDir Path directory) throws Exception {
        String readme = Files.readString(Path.of("README.md"));
        Matcher step = STEP.matcher(readme.substring(readme.indexOf("## Five minutes")));
        String before = tokenLine();
        int steps = 0;
        while (step.find()) {
            String printed = run(directory, before + step.group(1).replace(":8080", ":" + port));
            assertThat(shape(printed)).as(step.group(1)).isEqualTo(shape(step.group(2)));
            // Variables of one block are used in the next.
            before += variables(step.group(1));
            steps++;
        }
        assertThat(steps).isEqualTo(7);
    }

    private String tokenLine() throws IOException {
        String secret = Files.readString(Path.of("target/readme-data/development-client"))
                .strip();
        return "TOKEN=$(curl -s -u development:" + secret + " -d grant_type=client_credentials http://localhost:" + port
                + "/token | sed 's/.*\"access_token\":\"\\([^\"]*\\)\".*/\\1/')\n";
    }

    private static String variables(String block) {
        return block.lines()
                .filter(line -> line.matches("[A-Z]+=.*"))
                .map(line -> line + "\n")
                .reduce("", String::concat);
    }

    private static String run(Path directory, String commands) throws Exception {
        Process shell = new ProcessBuilder("sh", "-ec", commands)
                .directory(directory.toFile())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        String printed = new String(shell.getInputStream().readAllBytes());
        assertThat(shell.waitFor(1, TimeUnit.MINUTES)).isTrue();
        assertThat(shell.exitValue()).isZero();
        return printed;
    }

    /** What stays the same from run to run: how often the same thing is printed, and the keys and figures of JSON. */
    private static List<String> shape(String printed) throws IOException {
        ObjectMapper json = new ObjectMapper();
        List<String> shape = new ArrayList<>();
        // Answers don't end with a line break, so the next one follows on the same line.
        for (String text : printed.strip()
                .replace("}{", "}\n{")
                .replace("}[", "}\n[")
                .replace("]{", "]\n{")
                .split("\n")) {
            if (text.startsWith("{") || text.startsWith("[")) {
                shape.add(shape(json.readTree(text)));
            } else {
                shape.add(shape.contains("the same text") ? "" : "the same text");
                assertThat(printed.strip().lines().distinct()).hasSize(1);
            }
        }
        return shape;
    }

    private static String shape(JsonNode value) {
        if (value.isArray()) {
            List<String> elements = new ArrayList<>();
            value.forEach(element -> elements.add(shape(element)));
            return elements.toString();
        }
        if (value.isObject()) {
            TreeSet<String> fields = new TreeSet<>();
            value.fields().forEachRemaining(field -> fields.add(field.getKey() + ":" + shape(field.getValue())));
            return fields.toString();
        }
        return value.isNull() || value.isBoolean()
                ? value.toString()
                : value.getNodeType().name();
    }
}
