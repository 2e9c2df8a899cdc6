package dev.serai.platform.metrics;

import dev.serai.figure.Figure;
import io.prometheus.metrics.model.registry.MultiCollector;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.util.function.Supplier;

/** Shows the database's figures to Prometheus, at each scrape those that there are. */
final class FigureCollector implements MultiCollector {

    private static final String UP = "serai_database_up";

    private final Supplier<DatabaseFigures.Reading> readings;

    FigureCollector(Supplier<DatabaseFigures.Reading> readings) {
        this.readings = readings;
    }

    @Override
    public MetricSnapshots collect() {
        DatabaseFigures.Reading reading = readings.get();
        MetricSnapshots.Builder snapshots = MetricSnapshots.builder();
        snapshots.metricSnapshot(
                snapshot(Figure.of(UP, "Whether the database answered when it was last asked", reading.up() ? 1 : 0)));
        reading.figures().forEach(figure -> snapshots.metricSnapshot(snapshot(figure)));
        return snapshots.build();
    }

    private static GaugeSnapshot snapshot(Figure figure) {
        GaugeSnapshot.Builder gauge =
                GaugeSnapshot.builder().name(figure.name()).help(figure.description());
        for (Figure.Value value : figure.values()) {
            Labels.Builder labels = Labels.builder();
            value.labels().forEach(labels::label);
            gauge.dataPoint(GaugeSnapshot.GaugeDataPointSnapshot.builder()
                    .labels(labels.build())
                    .value(value.value())
                    .build());
        }
        return gauge.build();
    }
}
