package dev.serai.yaml;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;

/** A YAML file as JSON, with the place of everything in it. */
public final class YamlFile {

    private static final int DEEPEST = 100;
    private static final LoadSettings SETTINGS = LoadSettings.builder()
            .setMaxAliasesForCollections(0)
            .setCodePointLimit(1_000_000)
            .build();

    private final JsonNode root;
    private final Map<JsonPointer, Place> values;
    private final Map<JsonPointer, Place> keys;

    private YamlFile(JsonNode root, Map<JsonPointer, Place> values, Map<JsonPointer, Place> keys) {
        this.root = root;
        this.values = values;
        this.keys = keys;
    }

    /**
     * Reads a file.
     *
     * @param text what stands in it
     * @throws BrokenYaml when it is not YAML, or has a key twice
     */
    public static YamlFile parse(String text) throws BrokenYaml {
        Reading reading = new Reading();
        try {
            Optional<Node> node = new Compose(SETTINGS).composeString(text);
            if (node.isEmpty()) {
                throw new BrokenYaml(List.of(new Fault(Place.START, "the file is empty")));
            }
            JsonNode root = reading.json(node.get(), JsonPointer.empty(), 0);
            if (reading.faults.isEmpty()) {
                return new YamlFile(root, reading.values, reading.keys);
            }
        } catch (MarkedYamlEngineException malformed) {
            Place place = malformed.getProblemMark().map(YamlFile::place).orElse(Place.START);
            reading.faults.add(new Fault(place, "this is not YAML: " + malformed.getProblem()));
        } catch (YamlEngineException malformed) {
            reading.faults.add(new Fault(Place.START, "this is not YAML: " + malformed.getMessage()));
        }
        throw new BrokenYaml(reading.faults);
    }

    /** @return what stands in the file */
    public JsonNode root() {
        return root;
    }

    /** @return where a value begins, or the innermost thing around it that is there */
    public Place place(JsonPointer pointer) {
        JsonPointer known = pointer;
        while (!values.containsKey(known) && known.head() != null) {
            known = known.head();
        }
        return values.getOrDefault(known, Place.START);
    }

    /** @return where a value's key stands */
    public Place placeOfKey(JsonPointer pointer) {
        Place key = keys.get(pointer);
        return key == null ? place(pointer) : key;
    }

    private static Place place(Mark mark) {
        return new Place(mark.getLine() + 1, mark.getColumn() + 1);
    }

    private static Place place(Node node) {
        return node.getStartMark().map(YamlFile::place).orElse(Place.START);
    }

    private static final class Reading {

        private final Map<JsonPointer, Place> values = new HashMap<>();
        private final Map<JsonPointer, Place> keys = new HashMap<>();
        private final List<Fault> faults = new ArrayList<>();

        JsonNode json(Node node, JsonPointer pointer, int depth) {
            values.put(pointer, place(node));
            if (depth > DEEPEST) {
                // Also what an alias to something around it comes to.
                faults.add(new Fault(place(node), "this is nested too deep"));
                return JsonNodeFactory.instance.nullNode();
            }
            if (node instanceof MappingNode mapping) {
                return object(mapping, pointer, depth);
            }
            if (node instanceof SequenceNode sequence) {
                ArrayNode array = JsonNodeFactory.instance.arrayNode();
                for (Node item : sequence.getValue()) {
                    array.add(json(item, pointer.appendIndex(array.size()), depth + 1));
                }
                return array;
            }
            return scalar((ScalarNode) node);
        }

        private ObjectNode object(MappingNode mapping, JsonPointer pointer, int depth) {
            ObjectNode object = JsonNodeFactory.instance.objectNode();
            for (NodeTuple entry : mapping.getValue()) {
                if (!(entry.getKeyNode() instanceof ScalarNode key)) {
                    faults.add(new Fault(place(entry.getKeyNode()), "a key must be a text"));
                    continue;
                }
                JsonPointer child = pointer.appendProperty(key.getValue());
                Place first = keys.putIfAbsent(child, place(key));
                if (first != null) {
                    faults.add(new Fault(
                            place(key),
                            "'" + key.getValue() + "' stands here for the second time; the first is in line "
                                    + first.line()));
                    continue;
                }
                object.set(key.getValue(), json(entry.getValueNode(), child, depth + 1));
            }
            return object;
        }

        private static JsonNode scalar(ScalarNode node) {
            JsonNodeFactory factory = JsonNodeFactory.instance;
            String text = node.getValue();
            Tag tag = node.getTag();
            if (tag.equals(Tag.NULL)) {
                return factory.nullNode();
            }
            if (tag.equals(Tag.BOOL)) {
                return factory.booleanNode(text.equalsIgnoreCase("true"));
            }
            if (tag.equals(Tag.INT) && text.matches("-?\\d{1,18}")) {
                return factory.numberNode(new BigInteger(text).longValueExact());
            }
            if (tag.equals(Tag.FLOAT) && text.matches("-?\\d{1,18}(\\.\\d{1,18})?")) {
                return factory.numberNode(new BigDecimal(text));
            }
            return factory.textNode(text);
        }
    }
}
