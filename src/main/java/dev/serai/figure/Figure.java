package dev.serai.figure;

import java.util.List;
import java.util.Map;

/**
 * A figure that goes up and down, the same whichever hub is asked.
 *
 * @param name what it is called in metrics, such as {@code serai_due_oldest_seconds}
 * @param description the question that it answers, in a sentence
 * @param values its values, no two with the same labels; none: there is nothing to tell
 */
public record Figure(String name, String description, List<Value> values) {

    public Figure {
        values = List.copyOf(values);
    }

    /** One of a figure's values. */
    public record Value(Map<String, String> labels, double value) {}

    /** @return a figure with one value */
    public static Figure of(String name, String description, double value) {
        return new Figure(name, description, List.of(new Value(Map.of(), value)));
    }
}
