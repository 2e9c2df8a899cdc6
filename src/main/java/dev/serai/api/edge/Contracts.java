package dev.serai.api.edge;

import dev.serai.refusal.Forbidden;
import dev.serai.tenancy.Caller;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/** All contracts that the hub serves, and which of them a path belongs to. */
@Component
class Contracts {

    private final List<Contract> contracts;

    Contracts(List<Dialect> dialects, @Value("${serai.routes-dir}") Path routes) {
        if (!Files.isDirectory(routes)) {
            throw new IllegalStateException("There is no directory with routes at " + routes.toAbsolutePath()
                    + "; set serai.routes-dir (SERAI_ROUTES_DIR)");
        }
        this.contracts = dialects.stream()
                .map(dialect -> {
                    Path file = routes.resolve("apis/" + dialect.name() + ".openapi.yaml");
                    return Contract.of(dialect, OpenApiDocument.read(file), file);
                })
                .toList();
    }

    /**
     * @param file an OpenAPI document, as a path with or without {@code file:} before it
     * @return its outline, when it is a contract of the hub
     */
    Optional<String> outline(String file) {
        Path path = Path.of(file.startsWith("file:") ? file.substring("file:".length()) : file)
                .toAbsolutePath()
                .normalize();
        return contracts.stream()
                .filter(contract -> contract.file().equals(path))
                .map(contract -> contract.document().outline())
                .findFirst();
    }

    /**
     * Where a path leads.
     *
     * @param candidates the contracts that publish it; one when it is a mount or published by one only
     * @param path the path without a mount
     */
    record Place(List<Contract> candidates, RequestPath path) {

        static Place of(List<Contract> candidates, String path) {
            return new Place(candidates, RequestPath.of(path));
        }

        /** @return who answers while nobody knows yet which of the contracts is meant */
        Dialect spokesman() {
            return candidates.size() == 1
                    ? candidates.get(0).dialect()
                    : new SharedPathDialect(candidates.get(0).dialect());
        }

        /**
         * Decides which contract a caller means.
         *
         * @throws Forbidden when the token names the tenant of none of them, or of several
         */
        Contract meantBy(Caller caller) {
            if (candidates.size() == 1) {
                return candidates.get(0);
            }
            List<Contract> meant = candidates.stream()
                    .filter(contract -> contract.dialect().tenantOf(caller).isPresent())
                    .toList();
            if (meant.size() != 1) {
                throw new Forbidden("The token must have exactly one of the claims "
                        + candidates.stream()
                                .map(contract -> contract.dialect().tenantClaim())
                                .collect(Collectors.joining(", ")));
            }
            return meant.get(0);
        }
    }

    /**
     * @param path a request's path, decoded, so that no other spelling leads past its contract
     * @return where it leads; empty when it belongs to no contract
     */
    Optional<Place> find(String path) {
        for (Contract contract : contracts) {
            if (isBelow(contract.mount(), path)) {
                return Optional.of(Place.of(
                        List.of(contract), path.substring(contract.mount().length())));
            }
        }
        List<Contract> publishers = new ArrayList<>();
        for (Contract contract : contracts) {
            if (contract.dialect().publishedPaths().stream().anyMatch(published -> isBelow(published, path))) {
                publishers.add(contract);
            }
        }
        return publishers.isEmpty() ? Optional.empty() : Optional.of(Place.of(List.copyOf(publishers), path));
    }

    private static boolean isBelow(String base, String path) {
        return path.startsWith(base) && (path.length() == base.length() || path.charAt(base.length()) == '/');
    }
}
