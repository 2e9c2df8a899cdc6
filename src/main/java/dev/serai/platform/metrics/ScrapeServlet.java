package dev.serai.platform.metrics;

import io.prometheus.metrics.expositionformats.ExpositionFormatWriter;
import io.prometheus.metrics.expositionformats.ExpositionFormats;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import org.springframework.http.HttpHeaders;

/** Answers Prometheus, in the format that it asks for. */
final class ScrapeServlet extends HttpServlet {

    private static final long serialVersionUID = 1L;
    private static final int USUAL_SIZE = 65_536;

    private final transient PrometheusRegistry registry;
    private final transient ExpositionFormats formats = ExpositionFormats.init();

    ScrapeServlet(PrometheusRegistry registry) {
        this.registry = registry;
    }

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        ExpositionFormatWriter format = formats.findWriter(request.getHeader(HttpHeaders.ACCEPT));
        ByteArrayOutputStream body = new ByteArrayOutputStream(USUAL_SIZE);
        format.write(body, registry.scrape());
        response.setContentType(format.getContentType());
        response.setContentLength(body.size());
        body.writeTo(response.getOutputStream());
    }
}
