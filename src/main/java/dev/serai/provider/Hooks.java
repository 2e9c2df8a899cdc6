package dev.serai.provider;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How a provider tells the hub of what happens, at {@code /hooks/<provider>/<connection>}.
 *
 * @param secrets where the secret of its signatures may be: the first place that has one counts
 * @param signature how a call proves to be the provider's
 * @param handshake how the address is proved to be the hub's; null: the provider does not ask
 * @param form how an event is written
 * @param events the hub's event types by the provider's words; what is not among them is taken and left alone
 * @param subscription how the hub subscribes by itself; null: whoever owns the connection does
 */
public record Hooks(
        List<Secret> secrets,
        Signature signature,
        @Nullable Handshake handshake,
        EventForm form,
        Map<String, String> events,
        @Nullable Subscription subscription) {

    public Hooks {
        secrets = List.copyOf(secrets);
        events = Map.copyOf(events);
    }

    /** A place where a secret may be. */
    public sealed interface Secret {

        /** A field of the connection's configuration. */
        record OfField(String name) implements Secret {}

        /** A setting of the hub. */
        record OfSetting(String key) implements Secret {}

        /** The hub makes one for each connection, gives it to the provider, and keeps it. */
        record Made() implements Secret {}
    }

    /**
     * A signature, HMAC-SHA256.
     *
     * @param header the header that has it
     * @param part which of the header's parts {@code name=value}, divided by commas, it is; null: the whole header
     * @param prefix what stands in front of it
     * @param encoding how its bytes are written
     * @param text what is signed, with {@code {timestamp}}, {@code {body}}, {@code {method}} and {@code {uri}} to be
     *     filled in
     * @param timestamp when it was made; null: it does not say
     */
    public record Signature(
            String header,
            @Nullable String part,
            String prefix,
            Encoding encoding,
            String text,
            @Nullable Timestamp timestamp) {}

    /** How a signature's bytes are written. */
    public enum Encoding {
        HEX,
        BASE64
    }

    /**
     * When a signature was made.
     *
     * @param header the header that says it; null: the signature's
     * @param part which of the header's parts it is; null: the whole header
     * @param form how the moment is written
     * @param tolerance how far it may be from the hub's clock, before or after
     */
    public record Timestamp(@Nullable String header, @Nullable String part, MomentForm form, Duration tolerance) {}

    /**
     * A call that asks whether the address is the hub's.
     *
     * @param when what such a call's body says
     * @param answer what is answered, by name
     */
    public record Handshake(HealthCall.Expectation when, Map<String, Answered> answer) {

        public Handshake {
            answer = Collections.unmodifiableMap(new LinkedHashMap<>(answer));
        }

        /**
         * A value of the answer.
         *
         * @param at where it stands in the call's body
         * @param signed whether it is its signature by the hooks' secret, in hexadecimal, instead of itself
         */
        public record Answered(JsonPointer at, boolean signed) {}
    }

    /**
     * How an event is written.
     *
     * @param each where a body has its list of events; null: the body is one event
     * @param type where the provider's word for what happened stands
     * @param id where the parts of what tells an event from others stand; none: an event is the same when all of it is
     * @param time where the moment stands at which it happened; null: it does not say
     * @param timeForm how that moment is written
     * @param payload where what happened stands; empty: all of it
     * @param fields what is shown by a name of its own as well
     */
    public record EventForm(
            @Nullable JsonPointer each,
            JsonPointer type,
            List<JsonPointer> id,
            @Nullable JsonPointer time,
            MomentForm timeForm,
            JsonPointer payload,
            Map<String, JsonPointer> fields) {

        public EventForm {
            id = List.copyOf(id);
            fields = Collections.unmodifiableMap(new LinkedHashMap<>(fields));
        }
    }

    /**
     * How the hub subscribes.
     *
     * @param look a path whose answer is needed first; null: none
     * @param path where it subscribes, by a POST
     * @param body what it sends: {@code {url}}, {@code {secret}} and {@code {events}} stand for themselves, and a JSON
     *     pointer in braces for what stands there in what it looked up
     * @param id where the subscription's id stands in the answer; of an address its last part
     * @param existing how it finds the subscription that is there already; null: it can't
     * @param end the path whose DELETE ends it, with {@code {id}}
     */
    public record Subscription(
            @Nullable String look,
            String path,
            JsonNode body,
            JsonPointer id,
            @Nullable Existing existing,
            String end) {

        /**
         * A list of what is subscribed.
         *
         * @param path where it is, with places as in a subscription's body
         * @param items where the list stands in the answer
         * @param url where an item has the address that is told
         * @param id where an item has its id
         */
        public record Existing(String path, JsonPointer items, JsonPointer url, JsonPointer id) {}
    }
}
