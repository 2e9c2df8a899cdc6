package dev.serai.provider.sap;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.serai.provider.standin.Answer;
import dev.serai.provider.standin.Call;
import dev.serai.provider.standin.FaultPlan;
import dev.serai.provider.standin.Refused;
import dev.serai.provider.standin.StandInServer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A SAP system with its Gateway (OData V2): its users, its clients' data, its sessions for writing. */
public final class SapStandIn implements AutoCloseable {

    private static final String ROOT = "/sap/opu/odata/sap/";
    private static final Set<String> OPTIONS = Set.of(
            "$format",
            "$filter",
            "$top",
            "$skip",
            "$skiptoken",
            "$orderby",
            "$expand",
            "$select",
            "$inlinecount",
            "sap-client");
    private static final Pattern ENTITY = Pattern.compile("(\\w+)(?:\\((.*)\\))?");
    private static final Pattern KEY_PART = Pattern.compile("(?:(\\w+)=)?((?:datetime|guid)?'(?:[^']|'')*')(?:,|$)");
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private final StandInServer server = new StandInServer();
    private final Map<String, String> users = new ConcurrentHashMap<>();
    private final Map<String, String> clients = new ConcurrentHashMap<>();
    private final Set<String> tokens = ConcurrentHashMap.newKeySet();
    private final Map<String, Session> sessions = new ConcurrentHashMap<>();
    /** By client, entity set and key. */
    private final Map<String, ObjectNode> rows = new TreeMap<>();

    private String ownClient = "100";
    private int portion = 100;
    private String innerHost = "";
    private boolean active = true;
    private int number;
    private int fetched;
    private int versions;

    private record Session(String user, String xsrf, String token) {}

    public SapStandIn() {
        server.start(this::answer);
    }

    public String url() {
        return server.url();
    }

    public String tokenUrl() {
        return server.url() + "/oauth/token";
    }

    StandInServer server() {
        return server;
    }

    public FaultPlan faults() {
        return server.faults();
    }

    public Queue<Call> calls() {
        return server.calls();
    }

    public void addUser(String name, String password) {
        users.put(name, password);
    }

    public void removeUser(String name) {
        users.remove(name);
    }

    public void addClient(String id, String secret) {
        clients.put(id, secret);
    }

    /** Ends the access tokens that there are. */
    public void endTokens() {
        tokens.clear();
    }

    /** Ends the sessions for writing that there are. */
    public void endSessions() {
        sessions.clear();
    }

    /** @return how often a token for writing has been fetched */
    public synchronized int fetched() {
        return fetched;
    }

    /** How many entities an answer has at most; 100 at the start. */
    public synchronized void portion(int entities) {
        portion = entities;
    }

    /** The host that the system believes to have, in the addresses that it gives. */
    public synchronized void innerHost(String host) {
        innerHost = host;
    }

    /** Whether the services are active; they are at the start. */
    public synchronized void active(boolean are) {
        active = are;
    }

    /** @return the new business partner's number */
    public synchronized String addPartner(String client, String category, String name, Instant created) {
        String key = "%010d".formatted(++number);
        ObjectNode row = NODES.objectNode();
        EntityType.ALL.get(0).properties().keySet().forEach(property -> row.set(property, NODES.nullNode()));
        row.put("BusinessPartner", key)
                .put("BusinessPartnerCategory", category)
                .put("BusinessPartnerFullName", name)
                .put("LastName", name)
                .put("IsMarkedForArchiving", false)
                .put("BusinessPartnerIsBlocked", false);
        stamp(row, "Creation", created);
        store(client, "A_BusinessPartner", key, row);
        return key;
    }

    /** Changes a business partner as somebody in the system would. */
    public synchronized void change(String client, String key, String property, Object value, Instant when) {
        ObjectNode row = rows.get(client + " A_BusinessPartner " + key);
        row.putPOJO(property, value);
        row.set(property, value instanceof Boolean truth ? NODES.booleanNode(truth) : NODES.textNode(value.toString()));
        stamp(row, "LastChange", when);
        version(row);
    }

    public synchronized void addAppointment(String client, String description) {
        String guid = UUID.randomUUID().toString();
        ObjectNode row = NODES.objectNode();
        row.put("Guid", guid)
                .put("Description", description)
                .put("Account", "1")
                .putNull("Contact")
                .put("FromDate", date(Instant.parse("2026-11-20T09:00:00Z")))
                .put("ToDate", date(Instant.parse("2026-11-20T10:00:00Z")));
        store(client, "AppointmentSet", guid, row);
    }

    /** @return a business partner; null: there is none */
    public synchronized @Nullable JsonNode partner(String client, String key) {
        return rows.get(client + " A_BusinessPartner " + key);
    }

    private void store(String client, String set, String key, ObjectNode row) {
        version(row);
        rows.put(client + " " + set + " " + key, row);
    }

    private void version(ObjectNode row) {
        row.putObject("__metadata").put("etag", "W/\"" + ++versions + "\"");
    }

    private static void stamp(ObjectNode row, String property, Instant when) {
        Instant day = when.truncatedTo(ChronoUnit.DAYS);
        long seconds = when.getEpochSecond() - day.getEpochSecond();
        row.put(property + "Date", date(day))
                .put(
                        property + "Time",
                        "PT%02dH%02dM%02dS".formatted(seconds / 3_600, seconds / 60 % 60, seconds % 60));
    }

    private static String date(Instant moment) {
        return "/Date(" + moment.toEpochMilli() + ")/";
    }

    private synchronized Answer answer(Call call) {
        if (call.path().equals("/oauth/token")) {
            return token(call);
        }
        String user = user(call);
        if (user == null) {
            return Answer.page(401, "Logon failed").with("WWW-Authenticate", "Basic realm=\"SAP NetWeaver\"");
        }
        try {
            return routed(call, user);
        } catch (FilterText.Malformed malformed) {
            return error(400, "005056A509B11EE1B9A8FEC11C23378E", String.valueOf(malformed.getMessage()));
        }
    }

    private Answer token(Call call) {
        List<String> id = call.form().getOrDefault("client_id", List.of(""));
        List<String> secret = call.form().getOrDefault("client_secret", List.of(""));
        boolean right = secret.get(0).equals(clients.get(id.get(0)));
        if (!right) {
            return Answer.oauthError(401, "invalid_client", "Bad credentials");
        }
        if (!List.of("client_credentials").equals(call.form().get("grant_type"))) {
            return Answer.oauthError(400, "unsupported_grant_type", "not supported");
        }
        String token = UUID.randomUUID().toString();
        tokens.add(token);
        ObjectNode body = NODES.objectNode();
        body.put("access_token", token).put("token_type", "bearer").put("expires_in", 43_199);
        return Answer.json(200, body);
    }

    private @Nullable String user(Call call) {
        String authorization = String.valueOf(call.authorization());
        if (authorization.startsWith("Bearer ")) {
            return tokens.contains(authorization.substring(7)) ? "app" : null;
        }
        String given = basic(call);
        return users.entrySet().stream()
                .filter(one -> (one.getKey() + ":" + one.getValue()).equals(given))
                .map(Map.Entry::getKey)
                .findFirst()
                .orElse(null);
    }

    private static String basic(Call call) {
        String authorization = String.valueOf(call.authorization());
        return authorization.startsWith("Basic ")
                ? new String(Base64.getDecoder().decode(authorization.substring(6)), StandardCharsets.UTF_8)
                : "";
    }

    private Answer routed(Call call, String user) {
        if (!call.path().startsWith(ROOT)) {
            return Answer.page(404, "Not found");
        }
        String below = call.path().substring(ROOT.length());
        int slash = below.indexOf('/');
        String service = slash < 0 ? below : below.substring(0, slash);
        String resource = slash < 0 ? "" : decoded(below.substring(slash + 1));
        List<EntityType> types = EntityType.ALL.stream()
                .filter(type -> type.service().equals(service))
                .toList();
        if (types.isEmpty() || !active) {
            return error(403, "/IWFND/MED/170", "No service found for namespace '', name '" + service + "'");
        }
        if (!OPTIONS.containsAll(call.query().keySet())) {
            return error(
                    400,
                    "005056A509B11EE1B9A8FEC11C21578E",
                    "Invalid query options " + call.query().keySet());
        }
        if (!call.method().equals("GET")) {
            Answer refused = unproven(call, user);
            if (refused != null) {
                return refused;
            }
        }
        Answer answer = resource.isEmpty()
                ? serviceDocument(types)
                : resource.equals("$metadata") ? metadata(service, types) : entities(call, service, types, resource);
        return call.method().equals("GET") && "fetch".equalsIgnoreCase(call.header("x-csrf-token"))
                ? withToken(answer, user)
                : answer;
    }

    private Answer withToken(Answer answer, String user) {
        fetched++;
        String id = UUID.randomUUID().toString();
        Session session = new Session(user, UUID.randomUUID().toString(), UUID.randomUUID() + "==");
        sessions.put(id, session);
        return answer.with("X-CSRF-Token", session.token())
                .with(
                        "Set-Cookie",
                        "sap-usercontext=sap-client=" + ownClient + "; path=/\n"
                                + "SAP_SESSIONID_S4H_" + ownClient + "=" + id + "%3d; path=/; secure; HttpOnly\n"
                                + "sap-XSRF_S4H_" + ownClient + "=" + session.xsrf() + "; path=/; secure");
    }

    /** A write must prove that it is of a session which was given a token: with the token, and with all its cookies. */
    private @Nullable Answer unproven(Call call, String user) {
        Map<String, String> cookies = new LinkedHashMap<>();
        for (String pair : String.valueOf(call.header("cookie")).split(";\\s*")) {
            String[] parts = pair.split("=", 2);
            cookies.put(parts[0], parts.length == 1 ? "" : parts[1]);
        }
        Session session = sessions.get(
                cookies.getOrDefault("SAP_SESSIONID_S4H_" + ownClient, "").replace("%3d", ""));
        boolean proven = session != null
                && session.user().equals(user)
                && session.xsrf().equals(cookies.get("sap-XSRF_S4H_" + ownClient))
                && cookies.containsKey("sap-usercontext")
                && session.token().equals(call.header("x-csrf-token"));
        return proven
                ? null
                : new Answer(
                        403,
                        Map.of("X-CSRF-Token", "Required", "Content-Type", "text/plain"),
                        "CSRF token validation failed".getBytes(StandardCharsets.UTF_8));
    }

    private static Answer serviceDocument(List<EntityType> types) {
        ObjectNode body = NODES.objectNode();
        ArrayNode sets = body.putObject("d").putArray("EntitySets");
        types.forEach(type -> sets.add(type.set()));
        return Answer.json(200, body);
    }

    private static Answer metadata(String service, List<EntityType> types) {
        String sets = types.stream()
                .map(type -> "<EntityType Name=\"" + type.set() + "Type\">"
                        + type.properties().entrySet().stream()
                                .map(property -> "<Property Name=\"" + property.getKey() + "\" Type=\""
                                        + property.getValue() + "\"/>")
                                .collect(Collectors.joining())
                        + "</EntityType>")
                .collect(Collectors.joining());
        return new Answer(
                200,
                Map.of("Content-Type", "application/xml"),
                ("<edmx:Edmx xmlns:edmx=\"http://schemas.microsoft.com/ado/2007/06/edmx\" Version=\"1.0\">"
                                + "<Schema Namespace=\"" + service + "\">" + sets + "</Schema></edmx:Edmx>")
                        .getBytes(StandardCharsets.UTF_8));
    }

    private Answer entities(Call call, String service, List<EntityType> types, String resource) {
        Matcher parts = ENTITY.matcher(resource);
        EntityType type = parts.matches()
                ? types.stream()
                        .filter(one -> one.set().equals(parts.group(1)))
                        .findFirst()
                        .orElse(null)
                : null;
        if (type == null) {
            return error(
                    404, "005056A509B11EE1B9A8FEC11C22578E", "Resource not found for the segment '" + resource + "'");
        }
        String client = call.parameter("sap-client") == null ? ownClient : call.parameter("sap-client");
        if (parts.group(2) == null) {
            return call.method().equals("POST") ? create(call, client, type) : list(call, client, service, type);
        }
        return entity(call, client, type, key(type, parts.group(2)));
    }

    private Answer list(Call call, String client, String service, EntityType type) {
        if (!call.method().equals("GET")) {
            return error(405, "005056A509B11ED1BEB513A2CD10C8B5", "Method not allowed");
        }
        if (!"json".equals(call.parameter("$format"))
                && !String.valueOf(call.header("accept")).contains("json")) {
            return Answer.page(200, "<feed/>");
        }
        String expand = call.parameter("$expand");
        if (expand != null && !type.navigations().containsAll(List.of(expand.split(",")))) {
            return error(
                    400, "005056A509B11EE1B9A8FEC11C23578E", "Resource not found for the segment '" + expand + "'");
        }
        List<ObjectNode> found = new ArrayList<>(rows.entrySet().stream()
                .filter(row -> row.getKey().startsWith(client + " " + type.set() + " "))
                .map(Map.Entry::getValue)
                .toList());
        String filter = call.parameter("$filter");
        if (filter != null) {
            found.removeIf(FilterText.parse(type, filter).negate());
        }
        int all = found.size();
        String orderBy = call.parameter("$orderby");
        if (orderBy != null) {
            if (!type.properties().containsKey(orderBy)) {
                throw new FilterText.Malformed("Property '" + orderBy + "' not found");
            }
            found.sort(Comparator.comparing(row -> row.path(orderBy).asText()));
        }
        found = cut(found, number(call, "$skip", 0), number(call, "$top", Integer.MAX_VALUE));
        int begin = number(call, "$skiptoken", 0);
        List<ObjectNode> now = cut(found, begin, portion);
        ObjectNode body = NODES.objectNode();
        ObjectNode d = body.putObject("d");
        ArrayNode results = d.putArray("results");
        now.forEach(row -> results.add(expanded(row, expand)));
        if ("allpages".equals(call.parameter("$inlinecount"))) {
            d.put("__count", String.valueOf(all));
        }
        if (begin + now.size() < found.size()) {
            String host = innerHost.isEmpty() ? server.url() : innerHost;
            d.put(
                    "__next",
                    host + ROOT + service + "/" + type.set() + "?$top=" + call.parameter("$top") + "&$skiptoken="
                            + (begin + now.size()));
        }
        return Answer.json(200, body);
    }

    private static JsonNode expanded(ObjectNode row, @Nullable String expand) {
        ObjectNode shown = row.deepCopy();
        if (expand == null) {
            shown.putObject("to_BusinessPartnerAddress").putObject("__deferred").put("uri", "…");
        } else {
            ObjectNode address = shown.putObject("to_BusinessPartnerAddress")
                    .putArray("results")
                    .addObject();
            address.putObject("to_EmailAddress")
                    .putArray("results")
                    .addObject()
                    .put("EmailAddress", row.path("BusinessPartner").asText() + "@example.com");
        }
        return shown;
    }

    private static List<ObjectNode> cut(List<ObjectNode> all, int skip, int top) {
        return all.stream().skip(skip).limit(top).toList();
    }

    private static int number(Call call, String option, int otherwise) {
        String text = call.parameter(option);
        if (text != null && !text.matches("\\d{1,9}")) {
            throw new FilterText.Malformed("Invalid value for " + option);
        }
        return text == null ? otherwise : Integer.parseInt(text);
    }

    private Answer create(Call call, String client, EntityType type) {
        JsonNode body = record(call, type);
        ObjectNode row = NODES.objectNode();
        type.properties().keySet().forEach(property -> row.set(property, NODES.nullNode()));
        row.setAll((ObjectNode) body);
        if (type.set().equals("A_BusinessPartner")) {
            if (!body.path("BusinessPartnerCategory").asText("").matches("[123]")) {
                return error(400, "R11/101", "Specify a business partner category");
            }
            row.put("BusinessPartner", "%010d".formatted(++number));
            stamp(row, "Creation", Instant.now());
        }
        String key = type.keys().stream().map(part -> row.path(part).asText()).collect(Collectors.joining(","));
        store(client, type.set(), key, row);
        return Answer.json(201, NODES.objectNode().set("d", row))
                .with("Location", server.url() + ROOT + type.service() + "/" + type.set() + "('" + key + "')");
    }

    private Answer entity(Call call, String client, EntityType type, String key) {
        String place = client + " " + type.set() + " " + key;
        ObjectNode row = rows.get(place);
        if (row == null) {
            return error(404, "/IWBEP/CM_MGW_RT/020", "Resource not found for segment '" + type.set() + "'");
        }
        if (call.method().equals("GET")) {
            return Answer.json(200, NODES.objectNode().set("d", row));
        }
        String wanted = call.header("if-match");
        if (wanted == null) {
            return error(428, "/IWFND/CM_MGW/512", "Precondition required: If-Match header is missing");
        }
        if (!wanted.equals("*") && !wanted.equals(row.at("/__metadata/etag").asText())) {
            return error(412, "/IWFND/CM_MGW/511", "Precondition failed");
        }
        switch (call.method()) {
            case "MERGE", "PATCH" -> {
                row.setAll((ObjectNode) record(call, type));
                stamp(row, "LastChange", Instant.now());
                version(row);
            }
            case "DELETE" -> rows.remove(place);
            default -> throw new Refused(error(405, "005056A509B11ED1BEB513A2CD10C8B5", "Method not allowed"));
        }
        return Answer.empty(204);
    }

    private static JsonNode record(Call call, EntityType type) {
        JsonNode body = call.json();
        if (!body.isObject() || !String.valueOf(call.header("content-type")).startsWith("application/json")) {
            throw new Refused(error(400, "/IWFND/CM_BEC/004", "Error while parsing the request"));
        }
        body.fieldNames().forEachRemaining(property -> {
            if (!type.properties().containsKey(property)) {
                throw new Refused(
                        error(400, "/IWCOR/CX_DS_EP_PROPERTY_ERROR", "Property '" + property + "' is invalid"));
            }
        });
        return body;
    }

    private static String key(EntityType type, String text) {
        Map<String, String> parts = new LinkedHashMap<>();
        Matcher part = KEY_PART.matcher(text);
        int end = 0;
        while (end < text.length()) {
            if (!part.find(end) || part.start() != end) {
                throw new FilterText.Malformed("Invalid key predicate");
            }
            String value = part.group(2);
            String plain =
                    value.substring(value.indexOf('\'') + 1, value.length() - 1).replace("''", "'");
            parts.put(
                    part.group(1) == null ? type.keys().get(0) : part.group(1),
                    value.startsWith("datetime") ? date(Instant.parse(plain + "Z")) : plain);
            end = part.end();
        }
        if (!parts.keySet().equals(Set.copyOf(type.keys()))) {
            throw new FilterText.Malformed("Invalid key predicate");
        }
        return type.keys().stream().map(parts::get).collect(Collectors.joining(","));
    }

    private static String decoded(String text) {
        return java.net.URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
    }

    static Answer error(int status, String code, String message) {
        ObjectNode body = NODES.objectNode();
        ObjectNode error = body.putObject("error").put("code", code);
        error.putObject("message").put("lang", "en").put("value", message);
        error.putObject("innererror").putArray("errordetails");
        return Answer.json(status, body);
    }

    static JsonNode json(String text) {
        try {
            return new ObjectMapper().readTree(text);
        } catch (com.fasterxml.jackson.core.JsonProcessingException malformed) {
            throw new IllegalArgumentException(malformed);
        }
    }

    @Override
    public void close() {
        server.close();
    }
}
