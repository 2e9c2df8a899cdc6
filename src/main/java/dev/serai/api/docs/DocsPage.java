package dev.serai.api.docs;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.core.io.FileSystemResource;
import org.springframework.core.io.Resource;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/** Shows the very OpenAPI files that requests are checked against, with Swagger UI out of the jar. */
@RestController
class DocsPage {

    private static final String SUFFIX = ".openapi.yaml";

    // Swagger UI writes styles into elements and has its images in its stylesheet; nothing comes from, or goes to,
    // elsewhere.
    private static final String ONLY_FROM_HERE =
            "default-src 'self'; script-src 'self' 'unsafe-inline'; style-src 'self' 'unsafe-inline'; img-src 'self' data:";

    private final Path contracts;
    private final ObjectMapper json;

    DocsPage(@Value("${serai.routes-dir}") Path routes, ObjectMapper json) {
        this.contracts = routes.resolve("apis");
        this.json = json;
    }

    @GetMapping(
            path = {"/docs", "/docs/"},
            produces = MediaType.TEXT_HTML_VALUE)
    ResponseEntity<String> page() throws IOException {
        return ResponseEntity.ok()
                .header("Content-Security-Policy", ONLY_FROM_HERE)
                .body(
                        """
                <!doctype html>
                <html lang="en">
                <head>
                <meta charset="utf-8">
                <title>Serai API</title>
                <link rel="stylesheet" href="/docs/ui/swagger-ui.css">
                </head>
                <body>
                <div id="ui"></div>
                <script src="/docs/ui/swagger-ui-bundle.js"></script>
                <script src="/docs/ui/swagger-ui-standalone-preset.js"></script>
                <script>
                SwaggerUIBundle({
                  urls: %s,
                  dom_id: '#ui',
                  layout: 'StandaloneLayout',
                  presets: [SwaggerUIBundle.presets.apis, SwaggerUIStandalonePreset],
                  persistAuthorization: true,
                  tryItOutEnabled: true,
                  validatorUrl: null
                });
                </script>
                </body>
                </html>
                """
                                .formatted(documents()));
    }

    @GetMapping(path = "/docs/{contract}.openapi.yaml", produces = "application/yaml")
    ResponseEntity<Resource> document(@PathVariable String contract) throws IOException {
        // Only what the page lists: a name that leads elsewhere is not among them.
        return names().contains(contract)
                ? ResponseEntity.ok(new FileSystemResource(contracts.resolve(contract + SUFFIX)))
                : ResponseEntity.status(HttpStatus.NOT_FOUND).build();
    }

    private String documents() throws IOException {
        try {
            return json.writeValueAsString(names().stream()
                    .map(name -> Map.of("name", name, "url", "/docs/" + name + SUFFIX))
                    .toList());
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("a list of names always becomes JSON", impossible);
        }
    }

    private List<String> names() throws IOException {
        try (Stream<Path> files = Files.list(contracts)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(file -> file.endsWith(SUFFIX))
                    .map(file -> file.substring(0, file.length() - SUFFIX.length()))
                    .sorted()
                    .toList();
        }
    }
}
