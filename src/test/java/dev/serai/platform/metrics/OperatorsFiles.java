package dev.serai.platform.metrics;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.yaml.snakeyaml.Yaml;

/**
 * What {@code ops/} has for operators.
 *
 * @param alerts the alert rules
 * @param panels the dashboard's panels that show something
 */
record OperatorsFiles(List<JsonNode> alerts, List<JsonNode> panels) {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Pattern METRIC = Pattern.compile("\\b(?:serai|hikaricp|jvm|process)_[a-z0-9_]+\\b");

    static OperatorsFiles read() {
        List<JsonNode> alerts = new ArrayList<>();
        List<JsonNode> panels = new ArrayList<>();
        try (Reader rules = Files.newBufferedReader(Path.of("ops/prometheus/alerts.yml"))) {
            JSON.valueToTree(new Yaml().load(rules)).path("groups").forEach(group -> group.path("rules")
                    .forEach(alerts::add));
            for (JsonNode panel : JSON.readTree(
                            Path.of("ops/grafana/dashboards/serai.json").toFile())
                    .path("panels")) {
                if (!panel.path("type").asText().equals("row")) {
                    panels.add(panel);
                }
            }
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
        return new OperatorsFiles(List.copyOf(alerts), List.copyOf(panels));
    }

    /** @return the names of all metrics that alerts and panels ask for */
    Set<String> metrics() {
        Set<String> names = new TreeSet<>();
        alerts.forEach(alert -> names.addAll(metricsIn(alert.path("expr").asText())));
        panels.forEach(panel -> panel.path("targets")
                .forEach(target -> names.addAll(metricsIn(target.path("expr").asText()))));
        return names;
    }

    /** @return the names of metrics in a text */
    static List<String> metricsIn(String text) {
        List<String> names = new ArrayList<>();
        Matcher metric = METRIC.matcher(text);
        while (metric.find()) {
            names.add(metric.group());
        }
        return names;
    }

    /** @return the name under which a series of a histogram is told of */
    static String family(String name) {
        return name.replaceAll("_(bucket|count|sum)$", "");
    }
}
