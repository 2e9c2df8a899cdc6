package dev.serai.provider.salesforce;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.serai.call.Action;
import dev.serai.provider.ErrorClass;
import dev.serai.provider.ProviderFault;
import dev.serai.refusal.Invalid;
import java.io.IOException;
import java.io.InputStream;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.springframework.stereotype.Component;

/** The steps around an action: what the component needs goes into its headers, and into nothing else. */
@Component("salesforceActions")
public class SalesforceActions {

    private static final String OBJECT = "sObjectName";
    private static final String ID = "sObjectId";
    private static final String FIELDS = "sObjectFields";
    private static final String EXTERNAL_FIELD = "sObjectIdName";
    private static final String EXTERNAL_VALUE = "sObjectIdValue";
    private static final int LONGEST_EXTERNAL_ID = 255;

    private final ObjectMapper json;

    SalesforceActions(ObjectMapper json) {
        this.json = json;
    }

    /** Makes the exchange, whose body is an {@link Action}, ready to create {@code record} as an {@code object}. */
    public void create(Exchange exchange) {
        Action action = begin(exchange);
        Message message = exchange.getMessage();
        message.setHeader(OBJECT, object(action));
        message.setBody(record(action));
    }

    /** Makes the exchange ready to read the {@code object} with the {@code id}, all of it or only {@code fields}. */
    public void get(Exchange exchange) {
        Action action = begin(exchange);
        Message message = exchange.getMessage();
        message.setHeader(OBJECT, object(action));
        message.setHeader(ID, Soql.id("id", required(action, "id")));
        String fields = text(action, "fields");
        if (!fields.isEmpty()) {
            for (String field : fields.split(",")) {
                if (!Soql.isPath(field)) {
                    throw new Invalid("fields", "must be names of fields, divided by commas");
                }
            }
            message.setHeader(FIELDS, fields);
        }
    }

    /** Makes the exchange ready to change the {@code object} with the {@code id} into what {@code record} says. */
    public void update(Exchange exchange) {
        Action action = begin(exchange);
        Message message = exchange.getMessage();
        message.setHeader(OBJECT, object(action));
        message.setHeader(ID, Soql.id("id", required(action, "id")));
        message.setBody(record(action));
    }

    /** Makes the exchange ready to delete the {@code object} with the {@code id}. */
    public void delete(Exchange exchange) {
        Action action = begin(exchange);
        Message message = exchange.getMessage();
        message.setHeader(OBJECT, object(action));
        message.setHeader(ID, Soql.id("id", required(action, "id")));
    }

    /**
     * Makes the exchange ready to create the {@code object} whose {@code externalIdField} has the value
     * {@code externalId}, or to change it when it is there.
     */
    public void upsert(Exchange exchange) {
        Action action = begin(exchange);
        String value = required(action, "externalId");
        // A value of dots would lead out of its place in the path.
        if (value.length() > LONGEST_EXTERNAL_ID || value.matches("\\.{1,2}")) {
            throw new Invalid("externalId", "must be the value of an external id");
        }
        Message message = exchange.getMessage();
        message.setHeader(OBJECT, object(action));
        message.setHeader(EXTERNAL_FIELD, Soql.name("externalIdField", required(action, "externalIdField")));
        message.setHeader(EXTERNAL_VALUE, value);
        message.setBody(record(action));
    }

    /**
     * Makes the exchange ready to ask {@code soql}, in which {@code :name} stands for a value of {@code parameters}; or for
     * the next page of an answer, by its {@code next}.
     */
    public void query(Exchange exchange) {
        Action action = begin(exchange);
        String next = text(action, "next");
        if (!next.isEmpty()) {
            if (!next.matches("/services/data/v[0-9.]+/query/[A-Za-z0-9-]+")) {
                throw new Invalid("next", "must be the nextRecordsUrl of an answer");
            }
            exchange.setProperty("salesforceMore", true);
            exchange.getMessage().setBody(next);
            return;
        }
        exchange.setProperty("salesforceMore", false);
        JsonNode parameters = action.input().get("parameters") instanceof JsonNode given
                ? given
                : JsonNodeFactory.instance.objectNode();
        exchange.getMessage().setBody(BoundQuery.bind(required(action, "soql"), parameters));
    }

    /**
     * Turns what came back into JSON; a missing node when nothing did.
     *
     * @throws ProviderFault when it is none
     */
    public void answer(Exchange exchange) {
        Message message = exchange.getMessage();
        Object body = message.getBody();
        // Where Salesforce answers without a body, what was sent is still there.
        boolean nothing = !(body instanceof InputStream);
        message.removeHeaders("*");
        try (InputStream stream = nothing ? InputStream.nullInputStream() : (InputStream) body) {
            JsonNode answer = json.readTree(stream);
            message.setBody(answer == null ? MissingNode.getInstance() : answer);
        } catch (IOException malformed) {
            throw new ProviderFault(ErrorClass.RETRY, "Salesforce gave an answer that can't be read");
        }
    }

    private static Action begin(Exchange exchange) {
        Message message = exchange.getMessage();
        Action action = message.getBody(Action.class);
        exchange.setProperty(Org.PROPERTY, new Org(action.connection(), action.provider()));
        // Each header of the exchange would steer the component.
        message.removeHeaders("*");
        message.setBody(null);
        return action;
    }

    private static String object(Action action) {
        return Soql.name("object", required(action, "object"));
    }

    private static String record(Action action) {
        if (action.input().get("record") instanceof JsonNode record && record.isObject()) {
            return record.toString();
        }
        throw new Invalid("record", "must be an object with the record's fields");
    }

    private static String required(Action action, String name) {
        String text = text(action, name);
        if (text.isEmpty()) {
            throw new Invalid(name, "must be given");
        }
        return text;
    }

    private static String text(Action action, String name) {
        Object value = action.input().get(name);
        return value instanceof JsonNode node ? node.asText("") : value == null ? "" : value.toString();
    }
}
