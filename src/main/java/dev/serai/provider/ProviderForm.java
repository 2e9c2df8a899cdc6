package dev.serai.provider;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.PathType;
import com.networknt.schema.SchemaValidatorsConfig;
import com.networknt.schema.SpecVersion;
import com.networknt.schema.ValidationMessage;
import dev.serai.yaml.BrokenYaml;
import dev.serai.yaml.Fault;
import dev.serai.yaml.YamlFile;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/** The form that every {@code provider.yaml} has: {@code provider.schema.json}, and what a schema can't say. */
@Component
final class ProviderForm {

    private final JsonNode text;
    private final JsonSchema schema;

    ProviderForm() {
        try (InputStream file = ProviderForm.class.getResourceAsStream("provider.schema.json")) {
            this.text = new ObjectMapper().readTree(file);
        } catch (IOException missing) {
            throw new UncheckedIOException(missing);
        }
        this.schema = JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
                .getSchema(
                        text,
                        SchemaValidatorsConfig.builder()
                                .formatAssertionsEnabled(true)
                                .pathType(PathType.JSON_POINTER)
                                .build());
    }

    /**
     * Reads a provider's file.
     *
     * @param folder the name of the folder that it is in
     * @param name the file as people find it
     * @param content what stands in it
     * @return the provider
     * @throws BrokenProvider when it has not the form; the message has a line for each fault, with its place and a hint
     */
    Provider read(String folder, String name, String content) throws BrokenProvider {
        YamlFile file = parsed(name, content);
        List<Fault> faults = faultsOfForm(file);
        if (faults.isEmpty()) {
            faults = ProviderSense.faults(folder, file);
        }
        if (!faults.isEmpty()) {
            throw new BrokenProvider(
                    name,
                    faults.stream().sorted(Comparator.comparing(Fault::place)).toList());
        }
        return ProviderReader.provider(file.root());
    }

    private static YamlFile parsed(String name, String content) throws BrokenProvider {
        try {
            return YamlFile.parse(content);
        } catch (BrokenYaml broken) {
            throw new BrokenProvider(name, broken.faults());
        }
    }

    private List<Fault> faultsOfForm(YamlFile file) {
        Set<ValidationMessage> messages = schema.validate(file.root());
        Set<JsonPointer> misspelt = messages.stream()
                .filter(ProviderForm::isOfKey)
                .map(ProviderForm::value)
                .collect(Collectors.toSet());
        // Of several faults of one value the first says enough.
        Map<String, Fault> faults = new LinkedHashMap<>();
        for (ValidationMessage message : messages) {
            boolean missing = message.getType().equals("required");
            if (missing && misspelt.contains(value(message))) {
                // What is missing is there, under the name that is wrong.
                continue;
            }
            JsonPointer at = isOfKey(message) ? value(message).appendProperty(message.getProperty()) : value(message);
            faults.putIfAbsent(
                    at + (missing ? " " + message.getProperty() : ""),
                    new Fault(
                            isOfKey(message) ? file.placeOfKey(at) : file.place(at),
                            new FormFault(text, message, value(message)).sentence()));
        }
        return new ArrayList<>(faults.values());
    }

    private static boolean isOfKey(ValidationMessage message) {
        return message.getType().equals("additionalProperties");
    }

    private static JsonPointer value(ValidationMessage message) {
        return JsonPointer.compile(message.getInstanceLocation().toString());
    }
}
