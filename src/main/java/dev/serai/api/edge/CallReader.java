package dev.serai.api.edge;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.serai.refusal.FieldFaults;
import dev.serai.refusal.Forbidden;
import dev.serai.refusal.Invalid;
import dev.serai.tenancy.Caller;
import dev.serai.tenancy.Permission;
import dev.serai.tenancy.Tenant;
import dev.serai.tenancy.TenantKind;
import dev.serai.tenancy.Tenants;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Turns a request into a call: who may do this, for which tenant, with values that the contract allows. */
@Component
class CallReader {

    private static final int LONGEST_KEY = 255;

    // Tomcat drops a parameter that it can't decode; its caller would get an answer to another question.
    private static final String UNREADABLE = "org.apache.catalina.parameter_parse_failed";

    /** What OpenAPI forbids to declare as parameters. */
    private static final List<String> NEGOTIATION = List.of("Accept", "Content-Type");

    private final Tenants tenants;
    private final BodyBytes bodies;
    private final JsonReader json;

    CallReader(Tenants tenants, BodyBytes bodies, JsonReader json) {
        this.tenants = tenants;
        this.bodies = bodies;
        this.json = json;
    }

    /**
     * Reads a request.
     *
     * @param owner whose data it is about; null for an operation that anybody may call
     * @return the call, checked against the contract
     * @throws Invalid naming the fields that do not fit
     * @throws UnsupportedBody when the body is of another type than JSON
     */
    Call read(HttpServletRequest request, OpenApiDocument.Match match, Caller caller, @Nullable Tenant owner)
            throws IOException {
        Operation operation = match.operation();
        Map<String, String> path = path(match.path());
        Map<String, String> query = query(request, operation);
        Optional<String> key = operation.repeatable() ? idempotencyKey(request) : Optional.empty();
        return new Call(
                operation.id(),
                caller,
                owner,
                path,
                query,
                operation.raw() ? allHeaders(request) : headers(request, operation),
                body(request, operation),
                operation.raw() ? bodies.read(request) : new byte[0],
                key,
                request.getRemoteAddr(),
                operation.passedOn() ? passage(request, operation) : null);
    }

    private Passage passage(HttpServletRequest request, Operation operation) throws IOException {
        Map<String, String> headers = new HashMap<>(headers(request, operation));
        for (String name : NEGOTIATION) {
            String value = HeaderText.of(request, name);
            if (value != null) {
                headers.put(name, value);
            }
        }
        headers.forEach(CallReader::requireAscii);
        String query = request.getQueryString() == null ? "" : request.getQueryString();
        byte[] body = operation.anyBody() ? bodies.read(request) : new byte[0];
        return new Passage(operation.method(), query, headers, body);
    }

    private static void requireAscii(String name, String value) {
        if (value.chars().anyMatch(character -> character > '~')) {
            throw new Invalid(name, "must be ASCII");
        }
    }

    /**
     * Finds out whose data a call is about.
     *
     * @throws Forbidden when the caller names no tenant of this contract, or may not do this
     */
    Tenant tenant(Dialect dialect, Operation operation, Caller caller) {
        TenantKind kind = dialect.tenantOf(caller)
                .orElseThrow(() -> new Forbidden("The token must have the claim " + dialect.tenantClaim()));
        boolean enforced = caller.limited() || (operation.permission() != null && dialect.enforcesPermissions(kind));
        if (enforced && !isAllowed(caller, kind, operation.permission())) {
            throw new Forbidden("Insufficient permissions");
        }
        return tenants.meet(kind, caller.claims().get(kind));
    }

    private static boolean isAllowed(Caller caller, TenantKind kind, @Nullable Permission needed) {
        return needed != null && caller.permissionsFor(kind).contains(needed);
    }

    private static Map<String, String> path(Map<String, String> parameters) {
        parameters.forEach((name, value) -> {
            if (value.indexOf('\0') >= 0) {
                throw new Invalid(name, "must not contain a NUL character");
            }
        });
        return Map.copyOf(parameters);
    }

    private static Map<String, String> query(HttpServletRequest request, Operation operation) {
        Map<String, String> query = new HashMap<>();
        FieldFaults faults = new FieldFaults();
        for (QueryParameter parameter : operation.parameters()) {
            String value = request.getParameter(parameter.name());
            if (request.getAttribute(UNREADABLE) != null) {
                throw new Invalid("query", "must be percent-encoded UTF-8");
            }
            if (parameter.isTheRest()) {
                query.putAll(others(request, operation));
                continue;
            }
            faults.gather(() -> parameter.check(value));
            if (value != null) {
                query.put(parameter.name(), value);
            }
        }
        faults.refuse();
        return Map.copyOf(query);
    }

    private static Map<String, String> others(HttpServletRequest request, Operation operation) {
        Map<String, String> others = new HashMap<>();
        request.getParameterMap().forEach((name, values) -> others.put(name, values[0]));
        operation.parameters().forEach(declared -> others.remove(declared.name()));
        others.forEach((name, value) -> {
            if ((name + value).indexOf('\0') >= 0) {
                throw new Invalid("query", "must not contain a NUL character");
            }
        });
        return others;
    }

    private static Map<String, String> headers(HttpServletRequest request, Operation operation) {
        Map<String, String> headers = new HashMap<>();
        for (String name : operation.headers()) {
            String value = HeaderText.of(request, name);
            if (value != null) {
                headers.put(name, value);
            }
        }
        return Map.copyOf(headers);
    }

    private static Map<String, String> allHeaders(HttpServletRequest request) {
        Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        for (String name : Collections.list(request.getHeaderNames())) {
            String value = HeaderText.of(request, name);
            if (value != null) {
                headers.put(name, value);
            }
        }
        return Collections.unmodifiableMap(headers);
    }

    private static Optional<String> idempotencyKey(HttpServletRequest request) {
        String key = HeaderText.of(request, Operation.IDEMPOTENCY_KEY);
        if (key != null && (key.isBlank() || key.length() > LONGEST_KEY)) {
            throw new Invalid(Operation.IDEMPOTENCY_KEY, "must have 1 to " + LONGEST_KEY + " characters");
        }
        return Optional.ofNullable(key);
    }

    private JsonNode body(HttpServletRequest request, Operation operation) throws IOException {
        JsonBody wanted = operation.body();
        if (wanted == null) {
            return MissingNode.getInstance();
        }
        byte[] bytes = bodies.read(request);
        if (bytes.length > 0) {
            requireJson(request);
        }
        JsonNode body = json.read(bytes);
        if (body.isMissingNode()) {
            if (wanted.required()) {
                throw new Invalid(JsonReader.BODY, "is required, as JSON");
            }
            return body;
        }
        wanted.rule().check(JsonReader.BODY, body);
        return body;
    }

    private static void requireJson(HttpServletRequest request) {
        String type = request.getContentType();
        String media = type == null ? "" : type.split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
        if (!media.isEmpty() && !media.equals("application/json") && !media.endsWith("+json")) {
            throw new UnsupportedBody();
        }
        String encoding = HeaderText.of(request, "Content-Encoding");
        if (encoding != null && !encoding.equalsIgnoreCase("identity")) {
            throw new UnsupportedBody();
        }
    }
}
