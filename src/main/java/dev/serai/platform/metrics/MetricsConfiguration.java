package dev.serai.platform.metrics;

import dev.serai.figure.Figures;
import dev.serai.platform.management.ManagementPage;
import dev.serai.tenancy.OperatorPermission;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.util.List;
import javax.sql.DataSource;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Puts the figures that only the database knows beside what the hub counts itself. */
@Configuration(proxyBeanMethods = false)
class MetricsConfiguration {

    @Bean
    DatabaseFigures databaseFigures(DataSource source, List<Figures> features, MetricsProperties properties) {
        return new DatabaseFigures(source, features, properties);
    }

    @Bean
    FigureCollector figureCollector(PrometheusRegistry registry, DatabaseFigures figures) {
        FigureCollector collector = new FigureCollector(figures::latest);
        registry.register(collector);
        return collector;
    }

    @Bean
    ManagementPage prometheus(PrometheusMeterRegistry registry) {
        return new ManagementPage("/prometheus", OperatorPermission.WATCH, () -> new ScrapeServlet(registry));
    }
}
