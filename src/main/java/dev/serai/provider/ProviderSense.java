package dev.serai.provider;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import dev.serai.yaml.Fault;
import dev.serai.yaml.YamlFile;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** What must fit together in a provider's file, beyond what a schema can say. */
final class ProviderSense {

    private static final JsonPointer AUTHENTICATION = JsonPointer.compile("/authentication");
    private static final JsonPointer FIELDS = JsonPointer.compile("/fields");
    private static final JsonPointer DATA_TYPES = JsonPointer.compile("/dataTypes");
    private static final JsonPointer HOOKS = JsonPointer.compile("/hooks");
    private static final JsonPointer SETTINGS = JsonPointer.compile("/settings");

    private final YamlFile file;
    private final List<Fault> faults = new ArrayList<>();

    private ProviderSense(YamlFile file) {
        this.file = file;
    }

    /** @return what does not fit together in a file that has the form */
    static List<Fault> faults(String folder, YamlFile file) {
        ProviderSense sense = new ProviderSense(file);
        sense.isInItsFolder(folder);
        Set<String> ways = sense.waysDiffer();
        sense.fieldsDiffer(ways);
        sense.settingsAreThere();
        sense.hooksFit();
        return sense.faults;
    }

    private void isInItsFolder(String folder) {
        String id = file.root().path("id").asText();
        if (!id.equals(folder)) {
            add(
                    JsonPointer.compile("/id"),
                    "'id' is '" + id + "', but the folder is '" + folder + "'; both must be the same");
        }
    }

    private Set<String> waysDiffer() {
        Set<String> ways = new HashSet<>();
        for (int i = 0; i < file.root().at(AUTHENTICATION).size(); i++) {
            JsonPointer at = AUTHENTICATION.appendIndex(i);
            String id = ProviderReader.authenticationId(file.root().at(at));
            if (!ways.add(id)) {
                add(at, "two ways of authentication have the id '" + id + "'; give one of them another 'id'");
            }
        }
        return ways;
    }

    private void fieldsDiffer(Set<String> ways) {
        Set<String> names = new HashSet<>();
        for (int i = 0; i < file.root().at(FIELDS).size(); i++) {
            JsonPointer at = FIELDS.appendIndex(i);
            JsonNode field = file.root().at(at);
            if (!names.add(field.path("name").asText())) {
                add(at, "two fields have the name '" + field.path("name").asText() + "'; names must differ");
            }
            JsonPointer belongsTo = at.appendProperty("authentication");
            for (int j = 0; j < file.root().at(belongsTo).size(); j++) {
                String way = file.root().at(belongsTo.appendIndex(j)).asText();
                if (!ways.contains(way)) {
                    add(
                            belongsTo.appendIndex(j),
                            "no way of authentication has the id '" + way + "'; there are "
                                    + String.join(", ", ways.stream().sorted().toList()));
                }
            }
        }
    }

    private void settingsAreThere() {
        for (int i = 0; i < file.root().at(AUTHENTICATION).size(); i++) {
            JsonPointer at = AUTHENTICATION.appendIndex(i);
            JsonNode way = file.root().at(at);
            if (way.path("type").asText().equals("oauth2")) {
                boolean code = way.path("grant").asText().equals("authorization_code");
                List<String> needed = code
                        ? List.of("authorize-url", "token-url", "client-id", "client-secret")
                        : List.of("token-url");
                needed.forEach(key -> needs(at.appendProperty("grant"), "this grant", key));
                if (way.has("account")) {
                    needs(at.appendProperty("account"), "'account'", "userinfo-url");
                }
            }
        }
        if (file.root().path("health").has("path")) {
            needs(JsonPointer.compile("/health"), "'health'", "base-url");
        }
        file.root().path("dataTypes").fields().forEachRemaining(type -> {
            if (type.getValue().has("path")) {
                needs(DATA_TYPES.appendProperty(type.getKey()).appendProperty("path"), "'path'", "base-url");
            }
        });
    }

    private void hooksFit() {
        JsonPointer secrets = HOOKS.appendProperty("secrets");
        boolean made = false;
        for (int i = 0; i < file.root().at(secrets).size(); i++) {
            JsonPointer at = secrets.appendIndex(i);
            JsonNode secret = file.root().at(at);
            made |= secret.has("made");
            if (secret.has("setting")) {
                needs(
                        at.appendProperty("setting"),
                        "this place of a secret",
                        secret.path("setting").asText());
            }
            String field = secret.path("field").asText();
            if (secret.has("field") && !fieldNames().contains(field)) {
                add(at.appendProperty("field"), "no field has the name '" + field + "'; declare it under 'fields'");
            }
        }
        boolean subscribes = file.root().at(HOOKS).has("subscription");
        if (made && !subscribes) {
            add(secrets, "a secret that the hub makes is given to the provider by a 'subscription'; declare one");
        }
        if (subscribes) {
            needs(HOOKS.appendProperty("subscription"), "'subscription'", "base-url");
        }
        JsonPointer text = HOOKS.appendProperty("signature").appendProperty("text");
        if (file.root().at(text).asText().contains("{timestamp}")
                && !file.root().at(HOOKS).path("signature").has("timestamp")) {
            add(text, "'{timestamp}' needs 'timestamp', which says where it stands");
        }
    }

    private Set<String> fieldNames() {
        Set<String> names = new HashSet<>();
        file.root().at(FIELDS).forEach(field -> names.add(field.path("name").asText()));
        return names;
    }

    private void needs(JsonPointer at, String what, String key) {
        if (!file.root().at(SETTINGS).has(key)) {
            add(
                    at,
                    what + " needs the setting '" + key
                            + "'; declare it under 'settings', with {} when it has no default");
        }
    }

    private void add(JsonPointer at, String message) {
        faults.add(new Fault(file.place(at), message));
    }
}
