package dev.serai.platform.routes;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import dev.serai.yaml.BrokenYaml;
import dev.serai.yaml.Place;
import dev.serai.yaml.YamlFile;
import java.util.ArrayList;
import java.util.List;

/**
 * One file of routes.
 *
 * @param file the file as people find it
 * @param content what stands in it
 * @param yaml the same, read
 * @param entries what stands in it at the top, one after the other
 */
record RouteDocument(String file, String content, YamlFile yaml, List<Entry> entries) {

    RouteDocument {
        entries = List.copyOf(entries);
    }

    /**
     * Something at the top of a file.
     *
     * @param kind what it is, such as {@code route}
     * @param node what it says
     * @param at where it stands
     */
    record Entry(String kind, JsonNode node, JsonPointer at) {}

    static RouteDocument read(String file, String content) throws BrokenYaml {
        YamlFile yaml = YamlFile.parse(content);
        List<Entry> entries = new ArrayList<>();
        for (int i = 0; i < yaml.root().size() && yaml.root().isArray(); i++) {
            JsonPointer item = JsonPointer.empty().appendIndex(i);
            yaml.root()
                    .get(i)
                    .fields()
                    .forEachRemaining(entry -> entries.add(
                            new Entry(entry.getKey(), entry.getValue(), item.appendProperty(entry.getKey()))));
        }
        return new RouteDocument(file, content, yaml, entries);
    }

    /** @return what stands in it of one kind */
    List<Entry> all(String kind) {
        return entries.stream().filter(entry -> entry.kind().equals(kind)).toList();
    }

    Place place(JsonPointer at) {
        return yaml.place(at);
    }
}
