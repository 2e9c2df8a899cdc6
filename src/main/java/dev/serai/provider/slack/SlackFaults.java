package dev.serai.provider.slack;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.serai.egress.OutboundFailure;
import dev.serai.egress.OutboundOkHttp.RefusedAnswer;
import dev.serai.egress.OutboundResponse;
import dev.serai.provider.ErrorClass;
import dev.serai.provider.ErrorRules;
import dev.serai.provider.Limits;
import dev.serai.provider.Provider;
import dev.serai.provider.ProviderFault;
import dev.serai.provider.Providers;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Tells what Slack's refusals ask for: the Web API's come in JSON, those of incoming webhooks are one word of plain text. */
@Component
class SlackFaults {

    private static final Pattern WORD = Pattern.compile("[a-z][a-z_]{1,60}");
    private static final int OK = 200;

    private final Providers providers;
    private final ObjectMapper json;
    private final Clock clock;

    SlackFaults(Providers providers, ObjectMapper json, Clock clock) {
        this.providers = providers;
        this.json = json;
        this.clock = clock;
    }

    /** @return the fault in an answer that came as a success and says that it is none */
    ProviderFault of(SlackSdk.Answer answer) {
        ObjectNode body = JsonNodeFactory.instance.objectNode().put("ok", false);
        if (answer.error() != null) {
            body.put("error", answer.error());
        }
        String more = answer.needed() == null ? "" : "; it needs the scope " + answer.needed();
        return fault(OK, body, Map.of(), more);
    }

    /** @param failed what came instead of an answer that is a success */
    ProviderFault of(IOException failed) {
        if (failed instanceof RefusedAnswer refused) {
            OutboundResponse answer = refused.answer();
            return fault(answer.status(), body(answer.body()), answer.headers(), "");
        }
        if (failed.getCause() instanceof OutboundFailure unreachable) {
            return new ProviderFault(
                    unreachable.kind() == OutboundFailure.Kind.REFUSED ? ErrorClass.OPERATOR : ErrorClass.RETRY,
                    SlackProvider.NAME + " can't be reached: " + unreachable.getMessage());
        }
        return new ProviderFault(ErrorClass.RETRY, SlackProvider.NAME + " gave an answer that can't be read");
    }

    /** @return Slack's word in an answer that is no success; empty when it has none */
    Optional<String> word(RefusedAnswer refused) {
        return rules().word(body(refused.answer().body()));
    }

    private ProviderFault fault(int status, @Nullable JsonNode body, Map<String, String> headers, String more) {
        ErrorRules rules = rules();
        String word = rules.word(body).orElse(null);
        ErrorClass kind = rules.classify(status, body).orElse(ErrorClass.RETRY);
        String said = word == null ? "HTTP " + status : word;
        String message =
                switch (kind) {
                    case REAUTHORISE -> "Slack does not take the connection's credentials any more: " + said + more;
                    case RETRY ->
                        status == 429
                                ? "Rate limit exceeded (" + said + ")"
                                : "Slack can't take the message now: " + said;
                    case PERMANENT, OPERATOR -> "Slack refused: " + said + more;
                };
        Duration wait = limits().waitAfter(headers, clock.instant()).orElse(null);
        return new ProviderFault(kind, message, wait, word, status);
    }

    private @Nullable JsonNode body(String text) {
        String plain = text.strip();
        if (WORD.matcher(plain).matches()) {
            return JsonNodeFactory.instance.objectNode().put("error", plain);
        }
        try {
            return plain.startsWith("{") ? json.readTree(plain) : null;
        } catch (JsonProcessingException none) {
            return null;
        }
    }

    private ErrorRules rules() {
        return providers.find(SlackProvider.ID).map(Provider::errors).orElse(ErrorRules.STANDARD);
    }

    private Limits limits() {
        return providers.find(SlackProvider.ID).map(Provider::limits).orElse(Limits.UNKNOWN);
    }
}
