package dev.serai.provider;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import dev.serai.provider.Authentication.OAuth2;
import dev.serai.provider.ErrorRules.StatusRange;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Makes a provider from a file that has the form. */
final class ProviderReader {

    private ProviderReader() {}

    static Provider provider(JsonNode file) {
        return new Provider(
                file.path("id").asText(),
                file.path("name").asText(),
                file.path("category").asText(),
                list(file.path("authentication"), ProviderReader::authentication),
                map(file.path("settings"), ProviderReader::setting),
                list(file.path("fields"), ProviderReader::field),
                file.has("health") ? health(file.path("health")) : null,
                file.has("paging") ? paging(file.path("paging")) : null,
                limits(file.path("limits")),
                errors(file.path("errors")),
                map(file.path("headers"), JsonNode::asText),
                dataTypes(file.path("dataTypes")),
                file.has("hooks") ? HooksReader.hooks(file.path("hooks")) : null);
    }

    static String authenticationId(JsonNode way) {
        String type = way.path("type").asText();
        return text(way, "id", type.equals("bearer_token") ? "token" : type);
    }

    private static Authentication authentication(JsonNode way) {
        String id = authenticationId(way);
        return switch (way.path("type").asText()) {
            case "oauth2" -> oauth2(id, way);
            case "api_key" -> new Authentication.ApiKey(id, way.path("header").asText(), text(way, "prefix", ""));
            case "basic" -> new Authentication.Basic(id);
            case "bearer_token" -> new Authentication.BearerToken(id);
            default -> new Authentication.None(id);
        };
    }

    private static OAuth2 oauth2(String id, JsonNode way) {
        return new OAuth2(
                id,
                word(OAuth2.Grant.class, way.path("grant").asText()),
                word(OAuth2.ClientAuthentication.class, text(way, "clientAuthentication", "body")),
                way.path("pkce").asBoolean(true),
                list(way.path("scopes"), JsonNode::asText),
                text(way, "scopeSeparator", " "),
                map(way.path("authorizeParameters"), JsonNode::asText),
                map(way.path("tokenParameters"), JsonNode::asText),
                way.path("rotatesRefreshTokens").asBoolean(),
                pointer(way, "account"),
                pointer(way, "baseUrl"));
    }

    private static Setting setting(JsonNode setting) {
        return new Setting(
                text(setting, "default"),
                text(setting, "description"),
                setting.path("secret").asBoolean());
    }

    private static Field field(JsonNode field) {
        String format = text(field, "format");
        String pattern = text(field, "pattern");
        return new Field(
                field.path("name").asText(),
                list(field.path("aliases"), JsonNode::asText),
                field.path("label").asText(),
                text(field, "description"),
                field.path("secret").asBoolean(),
                field.path("required").asBoolean(true),
                format == null ? null : word(Field.Format.class, format),
                list(field.path("enum"), JsonNode::asText),
                pattern == null ? null : Pattern.compile(pattern),
                list(field.path("authentication"), JsonNode::asText));
    }

    private static HealthCall health(JsonNode health) {
        JsonNode body = health.path("body");
        return new HealthCall(
                text(health, "route"),
                text(health, "method", "GET"),
                health.path("path").asText(),
                health.has("good") ? new LinkedHashSet<>(list(health.path("good"), JsonNode::asInt)) : Set.of(200),
                expectation(body));
    }

    private static Paging paging(JsonNode paging) {
        return new Paging(
                word(Paging.Style.class, paging.path("style").asText()),
                pointer(paging, "items"),
                pointer(paging, "next"),
                text(paging, "parameter"),
                text(paging, "sizeParameter"),
                paging.has("size") ? paging.path("size").asInt() : null,
                text(paging, "in", "query").equals("body"));
    }

    private static HealthCall.@Nullable Expectation expectation(JsonNode body) {
        JsonPointer at = pointer(body, "at");
        return at == null ? null : new HealthCall.Expectation(at, text(body, "is"));
    }

    private static Map<String, DataType> dataTypes(JsonNode types) {
        Map<String, DataType> known = new LinkedHashMap<>();
        types.fields().forEachRemaining(entry -> known.put(entry.getKey(), dataType(entry.getKey(), entry.getValue())));
        return known;
    }

    private static DataType dataType(String name, JsonNode type) {
        String route = text(type, "route");
        return new DataType(
                name, route, route == null ? listing(type) : null, map(type.path("filters"), JsonNode::asText));
    }

    private static Listing listing(JsonNode type) {
        Listing.Ask all = new Listing.Ask(
                text(type, "method", "GET"),
                type.path("path").asText(),
                map(type.path("parameters"), JsonNode::asText),
                type.get("body"));
        return new Listing(
                all,
                type.has("changes") ? changes(type.path("changes"), all) : null,
                pointer(type, "items"),
                JsonPointer.compile(text(type, "id", "/id")),
                pointer(type, "updatedAt"),
                word(MomentForm.class, text(type, "updatedAtForm", "iso")),
                expectation(type.path("deleted")),
                type.has("paging") ? paging(type.path("paging")) : null);
    }

    private static Listing.Changes changes(JsonNode changes, Listing.Ask all) {
        Map<String, String> parameters = new LinkedHashMap<>();
        if (!changes.has("path")) {
            parameters.putAll(all.parameters());
        }
        parameters.putAll(map(changes.path("parameters"), JsonNode::asText));
        JsonNode body = changes.get("body");
        return new Listing.Changes(
                new Listing.Ask(
                        text(changes, "method", all.method()),
                        text(changes, "path", all.path()),
                        parameters,
                        body == null ? all.body() : body),
                word(MomentForm.class, text(changes, "sinceForm", "iso")),
                Duration.ofSeconds(changes.path("overlapSeconds").asLong(0)),
                text(changes, "order", "any").equals("newest_first"));
    }

    private static Limits limits(JsonNode limits) {
        JsonNode reset = limits.path("reset");
        return new Limits(
                limits.has("requestsPerSecond")
                        ? limits.path("requestsPerSecond").asDouble()
                        : null,
                text(limits, "remaining"),
                reset.isMissingNode()
                        ? null
                        : new Limits.Wait(
                                reset.path("header").asText(),
                                word(Limits.Unit.class, reset.path("unit").asText())));
    }

    private static ErrorRules errors(JsonNode errors) {
        return new ErrorRules(
                errors.has("words")
                        ? list(errors.path("words"), word -> JsonPointer.compile(word.asText()))
                        : ErrorRules.STANDARD.words(),
                pointer(errors, "message"),
                list(errors.path("rules"), ProviderReader::rule));
    }

    private static ErrorRules.Rule rule(JsonNode rule) {
        return new ErrorRules.Rule(
                statuses(rule.path("status").asText()),
                list(rule.path("words"), JsonNode::asText),
                list(rule.path("contains"), JsonNode::asText),
                word(ErrorClass.class, rule.path("means").asText()));
    }

    private static StatusRange statuses(String text) {
        if (text.equals("any")) {
            return new StatusRange(100, 599);
        }
        if (text.endsWith("xx")) {
            int first = Character.digit(text.charAt(0), 10) * 100;
            return new StatusRange(first, first + 99);
        }
        int status = Integer.parseInt(text);
        return new StatusRange(status, status);
    }

    private static @Nullable String text(JsonNode object, String key) {
        JsonNode value = object.path(key);
        return value.isMissingNode() ? null : value.asText();
    }

    private static String text(JsonNode object, String key, String otherwise) {
        String text = text(object, key);
        return text == null ? otherwise : text;
    }

    private static @Nullable JsonPointer pointer(JsonNode object, String key) {
        String text = text(object, key);
        return text == null ? null : JsonPointer.compile(text);
    }

    private static <E extends Enum<E>> E word(Class<E> type, String word) {
        return Enum.valueOf(type, word.toUpperCase(Locale.ROOT));
    }

    private static <T> List<T> list(JsonNode list, Function<JsonNode, T> item) {
        List<T> items = new ArrayList<>();
        list.forEach(node -> items.add(item.apply(node)));
        return List.copyOf(items);
    }

    private static <T> Map<String, T> map(JsonNode object, Function<JsonNode, T> value) {
        Map<String, T> values = new LinkedHashMap<>();
        object.fields().forEachRemaining(entry -> values.put(entry.getKey(), value.apply(entry.getValue())));
        return values;
    }
}
