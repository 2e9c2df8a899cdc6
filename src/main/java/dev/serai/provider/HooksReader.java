package dev.serai.provider;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import dev.serai.provider.Hooks.EventForm;
import dev.serai.provider.Hooks.Handshake;
import dev.serai.provider.Hooks.Secret;
import dev.serai.provider.Hooks.Signature;
import dev.serai.provider.Hooks.Subscription;
import dev.serai.provider.Hooks.Timestamp;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Reads the section {@code hooks} of a file that has the form. */
final class HooksReader {

    private static final int TOLERANCE_SECONDS = 300;

    private HooksReader() {}

    static Hooks hooks(JsonNode hooks) {
        Map<String, String> events = new LinkedHashMap<>();
        hooks.path("events")
                .fields()
                .forEachRemaining(
                        entry -> events.put(entry.getKey(), entry.getValue().asText()));
        return new Hooks(
                list(hooks.path("secrets"), HooksReader::secret),
                signature(hooks.path("signature")),
                hooks.has("handshake") ? handshake(hooks.path("handshake")) : null,
                form(hooks.path("event")),
                events,
                hooks.has("subscription") ? subscription(hooks.path("subscription")) : null);
    }

    private static Secret secret(JsonNode secret) {
        if (secret.has("field")) {
            return new Secret.OfField(secret.path("field").asText());
        }
        return secret.has("setting")
                ? new Secret.OfSetting(secret.path("setting").asText())
                : new Secret.Made();
    }

    private static Signature signature(JsonNode signature) {
        return new Signature(
                signature.path("header").asText(),
                text(signature, "part"),
                signature.path("prefix").asText(),
                Hooks.Encoding.valueOf(signature.path("encoding").asText("hex").toUpperCase(Locale.ROOT)),
                signature.path("text").asText("{body}"),
                signature.has("timestamp") ? timestamp(signature.path("timestamp")) : null);
    }

    private static Timestamp timestamp(JsonNode timestamp) {
        return new Timestamp(
                text(timestamp, "header"),
                text(timestamp, "part"),
                moment(timestamp, "form", MomentForm.EPOCH_SECONDS),
                Duration.ofSeconds(timestamp.path("toleranceSeconds").asLong(TOLERANCE_SECONDS)));
    }

    private static Handshake handshake(JsonNode handshake) {
        return new Handshake(
                new HealthCall.Expectation(
                        JsonPointer.compile(handshake.path("at").asText()), text(handshake, "is")),
                map(handshake.path("answer"), HooksReader::answered));
    }

    private static Handshake.Answered answered(JsonNode answered) {
        boolean signed = answered.has("sign");
        return new Handshake.Answered(
                JsonPointer.compile(answered.path(signed ? "sign" : "copy").asText()), signed);
    }

    private static EventForm form(JsonNode event) {
        return new EventForm(
                pointer(event, "each"),
                JsonPointer.compile(event.path("type").asText()),
                list(event.path("id"), HooksReader::pointer),
                pointer(event, "time"),
                moment(event, "timeForm", MomentForm.ISO),
                pointer(event.path("payload")),
                map(event.path("fields"), HooksReader::pointer));
    }

    private static Subscription subscription(JsonNode subscription) {
        JsonNode existing = subscription.path("existing");
        return new Subscription(
                text(subscription, "look"),
                subscription.path("path").asText(),
                subscription.path("body"),
                pointer(subscription.path("id")),
                existing.isMissingNode()
                        ? null
                        : new Subscription.Existing(
                                existing.path("path").asText(),
                                pointer(existing.path("items")),
                                pointer(existing.path("url")),
                                pointer(existing.path("id"))),
                subscription.path("end").asText());
    }

    private static MomentForm moment(JsonNode object, String key, MomentForm otherwise) {
        String word = text(object, key);
        return word == null ? otherwise : MomentForm.valueOf(word.toUpperCase(Locale.ROOT));
    }

    private static @Nullable String text(JsonNode object, String key) {
        JsonNode value = object.path(key);
        return value.isMissingNode() ? null : value.asText();
    }

    private static @Nullable JsonPointer pointer(JsonNode object, String key) {
        return object.has(key) ? pointer(object.path(key)) : null;
    }

    private static JsonPointer pointer(JsonNode text) {
        return JsonPointer.compile(text.asText(""));
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
