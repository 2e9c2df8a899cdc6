package dev.serai;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The reference of settings and the code say the same. */
class ConfigurationReferenceTest {

    private static final Pattern NAMED = Pattern.compile("^\\| `(serai\\.[a-z.<>-]+)`", Pattern.MULTILINE);

    // Bound by name where no properties class can be: before there is a context, in routes, and in providers' files.
    private static final Set<String> OUTSIDE_CLASSES = Set.of(
            "serai.data-dir", "serai.routes-dir", "serai.database.settings.<name>", "serai.providers.<id>.<key>");

    @Test
    void everyPropertyStandsInTheReferenceAndNothingElseDoes() throws IOException {
        Set<String> known = new TreeSet<>(OUTSIDE_CLASSES);
        known.addAll(ofClasses());

        assertThat(inReference()).isEqualTo(known);
    }

    private static Set<String> ofClasses() throws IOException {
        Set<String> names = new TreeSet<>();
        try (InputStream metadata =
                ConfigurationReferenceTest.class.getResourceAsStream("/META-INF/spring-configuration-metadata.json")) {
            for (JsonNode property : new ObjectMapper().readTree(metadata).get("properties")) {
                String name = property.get("name").asText();
                if (name.equals("serai.clients")) {
                    // A map: its values have a class of their own, which the metadata do not follow.
                    Set.of("secret", "subject", "organization-id", "company-id", "account-id", "permissions")
                            .forEach(field -> names.add("serai.clients.<id>." + field));
                } else if (name.equals("serai.kafka.properties")) {
                    names.add(name + ".<name>");
                } else if (name.startsWith("serai.")) {
                    names.add(name);
                }
            }
        }
        return names;
    }

    private static Set<String> inReference() throws IOException {
        Set<String> names = new TreeSet<>();
        Matcher named = NAMED.matcher(Files.readString(Path.of("docs/configuration.md")));
        while (named.find()) {
            names.add(named.group(1));
        }
        return names;
    }
}
