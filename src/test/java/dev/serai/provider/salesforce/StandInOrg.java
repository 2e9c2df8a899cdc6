package dev.serai.provider.salesforce;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.serai.provider.salesforce.SoqlQuery.Malformed;
import dev.serai.provider.standin.Answer;
import dev.serai.provider.standin.Call;
import dev.serai.provider.standin.FaultPlan;
import dev.serai.provider.standin.Refused;
import dev.serai.provider.standin.StandInServer;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** One organisation of Salesforce's, on a host of its own: its records and its REST API. */
public final class StandInOrg implements AutoCloseable {

    private static final String VERSION = "/services/data/v66.0";
    private static final DateTimeFormatter STAMP =
            DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSSxx").withZone(ZoneOffset.UTC);
    private static final Pattern BATCH = Pattern.compile("batchSize=(\\d+)");
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private final String id;
    private final StandInServer server = new StandInServer();
    private final Map<String, ObjectNode> rows = new ConcurrentHashMap<>();
    private final Map<String, String> sessions = new ConcurrentHashMap<>();
    private final Map<String, List<ObjectNode>> locators = new ConcurrentHashMap<>();
    private final Set<String> seenSessions = ConcurrentHashMap.newKeySet();
    private int pageSize = 2_000;
    private int requestLimit = 1_000_000;
    private int requests;
    private int number;
    private Instant now = Instant.now().minus(3, ChronoUnit.HOURS).truncatedTo(ChronoUnit.SECONDS);

    StandInOrg(String id) {
        this.id = id;
        server.start(this::answer);
    }

    /** @return what the token endpoint says as {@code instance_url} */
    public String url() {
        return server.url();
    }

    String id() {
        return id;
    }

    StandInServer server() {
        return server;
    }

    /** @return which calls meet which fault */
    public FaultPlan faults() {
        return server.faults();
    }

    /** @return all calls so far */
    public Queue<Call> calls() {
        return server.calls();
    }

    /** How many rows an answer has at most; 2,000 at the start. */
    public synchronized void pageSize(int rows) {
        pageSize = rows;
    }

    /** How many more requests there are in this day. */
    public synchronized void requestsLeft(int left) {
        requestLimit = requests + left;
    }

    /** Lets time pass. */
    public synchronized void pass(long seconds) {
        now = now.plusSeconds(seconds);
    }

    String newSession(String username) {
        String session = "00D" + UUID.randomUUID() + "!" + id;
        sessions.put(session, username);
        return session;
    }

    void endSession(String token) {
        sessions.remove(token);
    }

    /** Ends the sessions that there are, as an administrator may. */
    public void endSessions() {
        sessions.clear();
    }

    /** @return how many sessions have been used so far */
    public int usedSessions() {
        return seenSessions.size();
    }

    void forgetSessions() {
        seenSessions.clear();
    }

    /** Creates records as another program would: a name for each. */
    public synchronized void addContacts(int count, String lastName) {
        for (int i = 0; i < count; i++) {
            ObjectNode contact = NODES.objectNode();
            contact.put("LastName", lastName + i).put("FirstName", "Ada").put("Name", "Ada " + lastName + i);
            contact.put("Email", lastName.toLowerCase(java.util.Locale.ROOT) + i + "@example.com");
            add("Contact", contact);
        }
    }

    /** @return the new record's id */
    public synchronized String add(String type, ObjectNode fields) {
        ObjectType known = ObjectType.ALL.get(type);
        String rowId = known.prefix() + "%012d".formatted(++number) + "AAA";
        ObjectNode row = NODES.objectNode();
        row.putObject("attributes").put("type", type).put("url", VERSION + "/sobjects/" + type + "/" + rowId);
        known.fields().keySet().forEach(field -> row.set(field, NODES.nullNode()));
        row.setAll(fields);
        row.put("Id", rowId).put("IsDeleted", false).put("CreatedDate", STAMP.format(now));
        touch(row);
        rows.put(rowId, row);
        return rowId;
    }

    /** Changes a record as another program would. */
    public synchronized void change(String rowId, String field, String value) {
        ObjectNode row = rows.get(rowId);
        row.put(field, value);
        touch(row);
    }

    /** Deletes a record as another program would: it stays in the recycle bin. */
    public synchronized void delete(String rowId) {
        ObjectNode row = rows.get(rowId);
        row.put("IsDeleted", true);
        touch(row);
    }

    /** @return a record; null: there is none */
    public synchronized @Nullable JsonNode row(String rowId) {
        return rows.get(rowId);
    }

    /** @return how many records of a type there are, deleted ones not counted */
    public synchronized long count(String type) {
        return ofType(type).filter(row -> !row.path("IsDeleted").asBoolean()).count();
    }

    private void touch(ObjectNode row) {
        row.put("LastModifiedDate", STAMP.format(now)).put("SystemModstamp", STAMP.format(now));
    }

    private Stream<ObjectNode> ofType(String type) {
        return rows.values().stream()
                .filter(row -> row.at("/attributes/type").asText().equals(type));
    }

    private synchronized Answer answer(Call call) {
        String authorization = String.valueOf(call.authorization());
        String session = authorization.startsWith("Bearer ") ? authorization.substring(7) : "";
        if (!sessions.containsKey(session)) {
            return error(401, "INVALID_SESSION_ID", "Session expired or invalid")
                    .with("WWW-Authenticate", "Token");
        }
        if (call.header("cookie") != null) {
            return Answer.text(500, "a cookie came along, which no client of this API keeps");
        }
        seenSessions.add(session);
        requests++;
        if (requests > requestLimit) {
            return error(403, "REQUEST_LIMIT_EXCEEDED", "TotalRequests Limit exceeded.");
        }
        Answer answer;
        try {
            answer = routed(call);
        } catch (Malformed malformed) {
            answer = error(400, malformed.code(), String.valueOf(malformed.getMessage()));
        } catch (Refused refused) {
            answer = refused.answer();
        }
        return answer.with("Sforce-Limit-Info", "api-usage=" + requests + "/" + requestLimit);
    }

    private Answer routed(Call call) {
        String path = call.path();
        if (path.equals("/services/oauth2/userinfo")) {
            return userinfo(call);
        }
        if (!path.startsWith(VERSION + "/")) {
            return error(404, "NOT_FOUND", "The requested resource does not exist");
        }
        String below = path.substring(VERSION.length());
        if (below.matches("/(query|queryAll)/?")) {
            allow(call, "GET", "q");
            String soql = call.parameter("q");
            if (soql == null) {
                return error(400, "MALFORMED_QUERY", "a query string has to be specified");
            }
            return query(call, soql, below.startsWith("/queryAll"));
        }
        if (below.startsWith("/query/")) {
            allow(call, "GET");
            return more(call, below.substring("/query/".length()));
        }
        if (below.matches("/limits/?")) {
            ObjectNode limits = NODES.objectNode();
            limits.putObject("DailyApiRequests").put("Max", requestLimit).put("Remaining", requestLimit - requests);
            return Answer.json(200, limits);
        }
        if (below.startsWith("/sobjects/")) {
            return sobjects(call, call.partsAfter(VERSION + "/sobjects/"));
        }
        return error(404, "NOT_FOUND", "The requested resource does not exist");
    }

    Answer userinfo(Call call) {
        String username = sessions.get(String.valueOf(call.authorization()).replaceFirst("^Bearer ", ""));
        if (username == null) {
            return Answer.text(403, "Bad_OAuth_Token");
        }
        ObjectNode info = NODES.objectNode();
        info.put("user_id", "005000000000001AAA").put("organization_id", id).put("email", username);
        return Answer.json(200, info);
    }

    private Answer query(Call call, String soql, boolean all) {
        SoqlQuery query = SoqlQuery.parse(soql);
        List<ObjectNode> found = query.of(ofType(query.type().name())
                .filter(row -> all || !row.path("IsDeleted").asBoolean()));
        return page(call, found, found.size());
    }

    private Answer more(Call call, String locator) {
        String[] parts = locator.split("-(?=\\d+$)");
        List<ObjectNode> found = locators.get(parts[0]);
        if (found == null || parts.length != 2) {
            return error(400, "INVALID_QUERY_LOCATOR", "invalid query locator");
        }
        List<ObjectNode> rest = found.subList(Integer.parseInt(parts[1]), found.size());
        return page(call, rest, found.size());
    }

    private Answer page(Call call, List<ObjectNode> rest, int total) {
        int size = pageSize;
        Matcher batch = BATCH.matcher(String.valueOf(call.header("Sforce-Query-Options")));
        if (batch.find()) {
            size = Math.max(200, Math.min(size, Integer.parseInt(batch.group(1))));
        }
        ObjectNode answer = NODES.objectNode();
        answer.put("totalSize", total).put("done", rest.size() <= size);
        if (rest.size() > size) {
            String locator =
                    "01g" + UUID.randomUUID().toString().replace("-", "").substring(0, 12);
            locators.put(locator, List.copyOf(rest));
            answer.put("nextRecordsUrl", VERSION + "/query/" + locator + "-" + size);
        }
        ArrayNode records = answer.putArray("records");
        rest.stream().limit(size).forEach(records::add);
        return Answer.json(200, answer);
    }

    private Answer sobjects(Call call, List<String> parts) {
        ObjectType type = ObjectType.ALL.get(parts.get(0));
        if (type == null) {
            return error(404, "NOT_FOUND", "The requested resource does not exist");
        }
        if (parts.size() == 1) {
            allow(call, "POST");
            ObjectNode fields = fields(call, type, true);
            return Answer.json(201, saved(add(type.name(), fields)));
        }
        if (parts.get(1).equals("deleted")) {
            return deleted(call, type);
        }
        if (parts.size() == 3) {
            return external(call, type, parts.get(1), parts.get(2));
        }
        ObjectNode row = rows.get(parts.get(1));
        if (row == null || !row.at("/attributes/type").asText().equals(type.name())) {
            return error(404, "NOT_FOUND", "Provided external ID field does not exist or is not accessible");
        }
        if (row.path("IsDeleted").asBoolean()) {
            return error(404, "ENTITY_IS_DELETED", "entity is deleted");
        }
        return switch (call.method()) {
            case "GET" -> get(call, type, row);
            case "PATCH" -> {
                row.setAll(fields(call, type, false));
                touch(row);
                yield Answer.empty(204);
            }
            case "DELETE" -> {
                delete(parts.get(1));
                yield Answer.empty(204);
            }
            default -> error(405, "METHOD_NOT_ALLOWED", "HTTP Method '" + call.method() + "' not allowed");
        };
    }

    private static Answer get(Call call, ObjectType type, ObjectNode row) {
        String fields = call.parameter("fields");
        if (fields == null) {
            return Answer.json(200, row);
        }
        ObjectNode some = NODES.objectNode();
        some.set("attributes", row.path("attributes"));
        for (String field : fields.split(",")) {
            if (!type.fields().containsKey(field)) {
                return error(400, "INVALID_FIELD", "No such column '" + field + "' on entity '" + type.name() + "'");
            }
            some.set(field, row.path(field));
        }
        return Answer.json(200, some);
    }

    private Answer external(Call call, ObjectType type, String field, String value) {
        if (!type.externalIds().contains(field)) {
            return error(404, "NOT_FOUND", "Provided external ID field does not exist or is not accessible: " + field);
        }
        List<ObjectNode> found = ofType(type.name())
                .filter(row -> !row.path("IsDeleted").asBoolean()
                        && row.path(field).asText("").equals(value))
                .toList();
        if (found.size() > 1) {
            ArrayNode choices = NODES.arrayNode();
            found.forEach(row -> choices.add(row.at("/attributes/url").asText()));
            return Answer.json(300, choices);
        }
        if (call.method().equals("PATCH")) {
            ObjectNode fields = fields(call, type, found.isEmpty());
            if (found.isEmpty()) {
                fields.put(field, value);
                return Answer.json(201, saved(add(type.name(), fields)).put("created", true));
            }
            found.get(0).setAll(fields);
            touch(found.get(0));
            return Answer.json(200, saved(found.get(0).path("Id").asText()).put("created", false));
        }
        return found.isEmpty()
                ? error(404, "NOT_FOUND", "The requested resource does not exist")
                : Answer.json(200, found.get(0));
    }

    private Answer deleted(Call call, ObjectType type) {
        allow(call, "GET", "start", "end");
        Instant start =
                OffsetDateTime.parse(String.valueOf(call.parameter("start"))).toInstant();
        ObjectNode answer = NODES.objectNode();
        ArrayNode records = answer.putArray("deletedRecords");
        ofType(type.name())
                .filter(row -> row.path("IsDeleted").asBoolean()
                        && moment(row.path("SystemModstamp").asText()).isAfter(start))
                .forEach(row -> records.addObject()
                        .put("id", row.path("Id").asText())
                        .put("deletedDate", row.path("SystemModstamp").asText()));
        return Answer.json(200, answer);
    }

    private static ObjectNode fields(Call call, ObjectType type, boolean created) {
        JsonNode body = call.json();
        if (!String.valueOf(call.header("content-type")).startsWith("application/json") || !body.isObject()) {
            throw new Refused(error(400, "JSON_PARSER_ERROR", "Unexpected content"));
        }
        body.fieldNames().forEachRemaining(field -> {
            if (!type.fields().containsKey(field)) {
                throw new Refused(error(
                        400, "INVALID_FIELD", "No such column '" + field + "' on sobject of type " + type.name()));
            }
            if (!type.isWritable(field)) {
                throw new Refused(
                        error(400, "INVALID_FIELD_FOR_INSERT_UPDATE", "Unable to create/update fields: " + field));
            }
        });
        List<String> missing = type.required().stream()
                .filter(field -> created
                        ? !body.hasNonNull(field)
                        : body.has(field) && body.path(field).isNull())
                .toList();
        if (!missing.isEmpty()) {
            throw new Refused(error(400, "REQUIRED_FIELD_MISSING", "Required fields are missing: " + missing, missing));
        }
        return body.deepCopy();
    }

    private static void allow(Call call, String method, String... parameters) {
        if (!call.method().equals(method)) {
            throw new Refused(error(405, "METHOD_NOT_ALLOWED", "HTTP Method '" + call.method() + "' not allowed"));
        }
        if (!Set.of(parameters).containsAll(call.query().keySet())) {
            throw new Refused(
                    error(400, "UNKNOWN_PARAMETER", String.valueOf(call.query().keySet())));
        }
    }

    private static ObjectNode saved(String id) {
        ObjectNode saved = NODES.objectNode();
        saved.put("id", id).put("success", true).putArray("errors");
        return saved;
    }

    static Answer error(int status, String code, String message) {
        return error(status, code, message, List.of());
    }

    private static Answer error(int status, String code, String message, List<String> fields) {
        ArrayNode errors = NODES.arrayNode();
        ArrayNode named = errors.addObject()
                .put("message", message)
                .put("errorCode", code)
                .putArray("fields");
        fields.forEach(named::add);
        return Answer.json(status, errors);
    }

    static Instant moment(String stamp) {
        return OffsetDateTime.parse(stamp, STAMP).toInstant();
    }

    static ObjectNode record(String json) {
        try {
            return (ObjectNode) new ObjectMapper().readTree(json);
        } catch (com.fasterxml.jackson.core.JsonProcessingException malformed) {
            throw new IllegalArgumentException(malformed);
        }
    }

    @Override
    public void close() {
        server.close();
    }
}
