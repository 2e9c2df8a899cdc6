package dev.serai.provider.sap;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.serai.call.Action;
import dev.serai.call.ProviderCalls;
import dev.serai.connection.OpenConnection;
import dev.serai.egress.OutboundBytes;
import dev.serai.provider.ErrorClass;
import dev.serai.provider.ProviderFault;
import dev.serai.provider.Providers;
import dev.serai.refusal.Invalid;
import java.util.ArrayList;
import java.util.List;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.component.sap.netweaver.NetWeaverConstants;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * What can be done in SAP. Each action names an {@code entitySet}, and may name a {@code service}; an entity is known by its
 * {@code key}: a text, or an object with a property for each part of it.
 */
@Component("sapActions")
public class SapActions {

    private static final String PROVIDER = "sap";
    private static final String STANDARD_SERVICE = "API_BUSINESS_PARTNER";

    private final SapWriting writing;
    private final ProviderCalls calls;
    private final Providers providers;
    private final ObjectMapper json;

    SapActions(SapWriting writing, ProviderCalls calls, Providers providers, ObjectMapper json) {
        this.writing = writing;
        this.calls = calls;
        this.providers = providers;
        this.json = json;
    }

    /** Makes the exchange, whose body is an {@link OpenConnection}, ready to read what its service consists of. */
    public void test(Exchange exchange) {
        OpenConnection connection = exchange.getMessage().getBody(OpenConnection.class);
        Gateway gateway = new Gateway(
                connection,
                providers
                        .find(PROVIDER)
                        .orElseThrow(() -> new ProviderFault(ErrorClass.OPERATOR, "This hub has no provider sap")));
        read(
                exchange,
                gateway,
                "/" + ServicePaths.service(gateway, ServicePaths.FIELD, STANDARD_SERVICE) + "/?$format=json");
    }

    /** Makes the exchange, whose body is an {@link Action}, ready to read one entity. */
    public void get(Exchange exchange) {
        Action action = exchange.getMessage().getBody(Action.class);
        Gateway gateway = gateway(action);
        read(exchange, gateway, "/" + service(action, gateway) + entity(action) + "?$format=json");
    }

    private static void read(Exchange exchange, Gateway gateway, String command) {
        exchange.setProperty(Gateway.PROPERTY, gateway);
        Message message = exchange.getMessage();
        message.removeHeaders("*");
        message.setHeader(NetWeaverConstants.COMMAND, command);
        message.setBody(null);
    }

    /** Turns what the component has read into JSON. */
    public void answer(Exchange exchange) {
        Message message = exchange.getMessage();
        message.removeHeaders("*");
        message.setBody(json.valueToTree(message.getBody()));
    }

    /** Creates {@code record} in an entity set; the exchange's body becomes what the system made of it. */
    public void create(Exchange exchange) {
        Action action = exchange.getMessage().getBody(Action.class);
        Gateway gateway = gateway(action);
        write(exchange, gateway, "POST", service(action, gateway), "/" + set(action), null, record(action));
    }

    /** Changes an entity into what {@code record} says; what it leaves out stays. */
    public void update(Exchange exchange) {
        Action action = exchange.getMessage().getBody(Action.class);
        Gateway gateway = gateway(action);
        String service = service(action, gateway);
        write(exchange, gateway, "MERGE", service, entity(action), etag(action), record(action));
    }

    /** Deletes an entity. */
    public void delete(Exchange exchange) {
        Action action = exchange.getMessage().getBody(Action.class);
        Gateway gateway = gateway(action);
        write(exchange, gateway, "DELETE", service(action, gateway), entity(action), etag(action), null);
    }

    private void write(
            Exchange exchange,
            Gateway gateway,
            String method,
            String service,
            String entity,
            @Nullable String etag,
            @Nullable JsonNode record) {
        OutboundBytes answer = writing.write(gateway, method, service, entity, etag, record);
        exchange.getMessage().removeHeaders("*");
        JsonNode body = calls.parsed(answer.text().body());
        exchange.getMessage()
                .setBody(body == null || body.isMissingNode() ? MissingNode.getInstance() : body.path("d"));
    }

    private static Gateway gateway(Action action) {
        return new Gateway(action.connection(), action.provider());
    }

    private static String service(Action action, Gateway gateway) {
        String named = text(action, "service");
        return named.isEmpty()
                ? ServicePaths.service(gateway, ServicePaths.FIELD, STANDARD_SERVICE)
                : ServicePaths.checked("service", named);
    }

    private static String set(Action action) {
        return OData.name("entitySet", text(action, "entitySet"));
    }

    /** What was read last must still be there, where the caller says what that was; else whatever is there. */
    private static String etag(Action action) {
        String etag = text(action, "etag");
        if (!etag.matches("(W/)?\"[\\x20\\x21\\x23-\\x7e]*\"|\\*|")) {
            throw new Invalid("etag", "must be the etag of an entity's __metadata");
        }
        return etag.isEmpty() ? "*" : etag;
    }

    private static String entity(Action action) {
        return "/" + set(action) + "(" + OData.encoded(key(action)) + ")";
    }

    private static String key(Action action) {
        Object given = action.input().get("key");
        if (given instanceof JsonNode parts && parts.isObject() && !parts.isEmpty()) {
            List<String> written = new ArrayList<>();
            parts.fields()
                    .forEachRemaining(part -> written.add(
                            OData.name("key", part.getKey()) + "=" + literal("key." + part.getKey(), part.getValue())));
            return String.join(",", written);
        }
        String text = text(action, "key");
        if (text.isEmpty()) {
            throw new Invalid("key", "must be given");
        }
        return OData.text("key", text);
    }

    /** A text as it stands; of another kind: an object with the kind's name, such as {@code {"guid": "…"}}. */
    private static String literal(String field, JsonNode value) {
        if (value.isTextual()) {
            return OData.text(field, value.asText());
        }
        if (value.has("guid")) {
            return OData.guid(field, value.path("guid").asText());
        }
        if (value.has("datetime")) {
            return OData.dateTime(field, value.path("datetime").asText());
        }
        if (value.has("datetimeoffset")) {
            return OData.dateTimeOffset(field, value.path("datetimeoffset").asText());
        }
        if (value.isNumber()) {
            return OData.number(field, value.decimalValue().toPlainString());
        }
        throw new Invalid(field, "must be a text, a number, or an object with guid, datetime or datetimeoffset");
    }

    private static JsonNode record(Action action) {
        if (action.input().get("record") instanceof JsonNode record && record.isObject()) {
            return record;
        }
        throw new Invalid("record", "must be an object with the entity's properties");
    }

    private static String text(Action action, String name) {
        Object value = action.input().get(name);
        return value instanceof JsonNode node ? node.asText("") : value == null ? "" : value.toString();
    }
}
