package dev.serai.platform.routes;

import com.fasterxml.jackson.core.JsonPointer;
import dev.serai.provider.ProviderCheck;
import dev.serai.yaml.BrokenYaml;
import dev.serai.yaml.Fault;
import dev.serai.yaml.Place;
import dev.serai.yaml.Spelling;
import dev.serai.yaml.YamlFile;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.boot.context.config.ConfigDataEnvironmentPostProcessor;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.Environment;
import org.springframework.core.env.StandardEnvironment;

/**
 * The command {@code check-routes}: checks all routes, providers' files and OpenAPI documents of a routes directory,
 * without starting the hub: it needs no database and opens no port.
 */
public final class CheckRoutes {

    /** The command's name, as the program's first argument. */
    public static final String NAME = "check-routes";

    private static final String ROUTES = ".camel.yaml";
    private static final String CONTRACT = ".openapi.yaml";
    private static final String PROVIDER = "provider.yaml";

    private CheckRoutes() {}

    /** @param arguments the directory; none: the one that a hub started here would use */
    public static void main(String[] arguments) {
        int code = run(List.of(arguments), System.out);
        // Maven runs this inside itself, and must learn of faults without being ended.
        if (code != 0) {
            throw new IllegalStateException("There are faults in the routes");
        }
    }

    /**
     * Runs the command.
     *
     * @param arguments the directory; none: the one that a hub with this environment would use
     * @param out gets a line {@code file:line:column: message} for each fault, in the files' order, or one that says that
     *     there is none
     * @return the program's exit code: 0 all is well, 1 there are faults or nothing to check
     */
    public static int run(List<String> arguments, PrintStream out) {
        ConfigurableEnvironment environment = new StandardEnvironment();
        ConfigDataEnvironmentPostProcessor.applyTo(environment);
        Path directory =
                Path.of(arguments.isEmpty() ? environment.getProperty("serai.routes-dir", "routes") : arguments.get(0));
        try {
            SortedMap<String, String> files = read(directory);
            if (ending(files, ROUTES).isEmpty()) {
                out.println("There are no routes in " + directory.toAbsolutePath());
                return 1;
            }
            List<Finding> findings = findings(files, new ProgramSurroundings(environment));
            findings.forEach(finding -> out.println(finding.line()));
            out.println(findings.isEmpty() ? files.size() + " files, no faults" : findings.size() + " faults");
            return findings.isEmpty() ? 0 : 1;
        } catch (IOException unreadable) {
            out.println("The routes in " + directory.toAbsolutePath() + " can't be read: " + unreadable);
            return 1;
        }
    }

    /**
     * Checks a directory that can't be started with.
     *
     * @return what is wrong; nothing when there is no telling, because it can't be read
     */
    static List<Finding> findings(Path directory, Environment environment) {
        try {
            return findings(read(directory), new ProgramSurroundings(environment));
        } catch (IOException unreadable) {
            return List.of();
        }
    }

    /**
     * Checks files.
     *
     * @param files what stands in each file, by its name: routes, providers' files and OpenAPI documents
     * @return what is wrong, in the files' order
     */
    static List<Finding> findings(SortedMap<String, String> files, Surroundings surroundings) {
        RouteCheck.Outcome routes = RouteCheck.of(ending(files, ROUTES), surroundings);
        boolean complete = routes.documents().size() == ending(files, ROUTES).size();
        Set<String> begins = routes.documents().values().stream()
                .flatMap(document -> document.all("route").stream())
                .map(route -> route.node().at("/from/uri").asText())
                .map(uri -> uri.contains("?") ? uri.substring(0, uri.indexOf('?')) : uri)
                .filter(uri -> uri.startsWith("direct:"))
                .collect(Collectors.toSet());
        List<Finding> findings = new ArrayList<>(routes.findings());
        findings.addAll(ContractCheck.findings(ending(files, CONTRACT), begins, complete));
        ending(files, PROVIDER)
                .forEach((file, content) -> findings.addAll(ofProvider(file, content, begins, complete)));
        return findings.stream().sorted().toList();
    }

    private static List<Finding> ofProvider(String file, String content, Set<String> begins, boolean complete) {
        ProviderCheck check = new ProviderCheck();
        String folder = Path.of(file).getParent().getFileName().toString();
        List<Finding> findings = new ArrayList<>();
        check.faults(folder, content).forEach(fault -> findings.add(new Finding(file, fault)));
        for (ProviderCheck.NamedRoute route : check.routes(folder, content)) {
            if (complete && !begins.contains("direct:" + route.name())) {
                findings.add(new Finding(
                        file,
                        new Fault(
                                place(content, route.at()),
                                "no route begins at 'direct:" + route.name() + "'"
                                        + Spelling.hint("direct:" + route.name(), begins))));
            }
        }
        return findings;
    }

    private static Place place(String content, JsonPointer at) {
        try {
            return YamlFile.parse(content).place(at);
        } catch (BrokenYaml impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static SortedMap<String, String> ending(SortedMap<String, String> files, String ending) {
        SortedMap<String, String> found = new TreeMap<>();
        files.forEach((file, content) -> {
            if (file.endsWith(ending)) {
                found.put(file, content);
            }
        });
        return found;
    }

    private static SortedMap<String, String> read(Path directory) throws IOException {
        SortedMap<String, String> files = new TreeMap<>();
        List<Path> found;
        try (Stream<Path> all = Files.walk(directory)) {
            found = all.filter(Files::isRegularFile)
                    .filter(file -> isOurs(directory.relativize(file)))
                    .toList();
        }
        for (Path file : found) {
            files.put(file.toString(), Files.readString(file));
        }
        return files;
    }

    private static boolean isOurs(Path file) {
        String name = file.getFileName().toString();
        for (Path part : file) {
            if (part.toString().startsWith(".")) {
                return false;
            }
        }
        return name.endsWith(ROUTES) || name.endsWith(CONTRACT) || name.equals(PROVIDER);
    }
}
