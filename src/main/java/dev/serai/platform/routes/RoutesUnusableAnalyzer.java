package dev.serai.platform.routes;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.diagnostics.FailureAnalyzer;
import org.springframework.core.env.Environment;

/**
 * Has a start that Camel refuses end with what is wrong in the routes, by file, line and column, instead of a stack trace.
 * The files are checked only now, so that a start that goes well pays nothing for it.
 */
class RoutesUnusableAnalyzer implements FailureAnalyzer {

    private static final String CAMEL = "org.apache.camel.";

    private final Environment environment;

    RoutesUnusableAnalyzer(Environment environment) {
        this.environment = environment;
    }

    @Override
    public @Nullable FailureAnalysis analyze(Throwable failure) {
        Throwable camels = null;
        Throwable innermost = failure;
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            innermost = cause;
            if (camels == null && cause.getClass().getName().startsWith(CAMEL)) {
                camels = cause;
            }
        }
        if (camels == null) {
            return null;
        }
        Path directory = Path.of(environment.getProperty("serai.routes-dir", "routes"));
        List<Finding> findings = CheckRoutes.findings(directory, environment);
        String found = findings.isEmpty()
                ? camels.getMessage() + (innermost == camels ? "" : "\n" + innermost.getMessage())
                : findings.stream().map(Finding::line).collect(Collectors.joining("\n"));
        return new FailureAnalysis(
                "The hub does not start with these routes:\n\n" + found,
                "Put the files right; java -jar target/serai.jar check-routes says whether they are.",
                failure);
    }
}
