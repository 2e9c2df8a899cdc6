package dev.serai.api.edge;

import dev.serai.call.proxy.AnswerRoom;
import dev.serai.call.proxy.Proxy;
import dev.serai.call.proxy.ProxyAnswer;
import dev.serai.call.proxy.ProxyRequest;
import dev.serai.provider.ProviderFault;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Passes calls of any contract on to providers. */
@Component
public class ProxiedCalls {

    /** Names the provider whose answer it is; an answer without it is the hub's own. */
    static final String PROVIDER = "Serai-Provider";

    private static final String UNKNOWN_TYPE = "application/octet-stream";
    private static final Pattern MEDIA_TYPE =
            Pattern.compile("[!#$%&'*+.^_`|~0-9A-Za-z-]+/[!#$%&'*+.^_`|~0-9A-Za-z-]+([ \\t]*;[\\t\\x20-\\x7e]*)?");

    private final Proxy proxy;
    private final Changes changes;

    ProxiedCalls(Proxy proxy, Changes changes) {
        this.proxy = proxy;
        this.changes = changes;
    }

    /**
     * Passes a call on; what changes something at the provider stands in the audit log.
     *
     * @param id the connection
     * @param published where clients of the contract find its proxy, without a slash at the end
     * @return the provider's answer as it is
     */
    public Answer pass(Call call, UUID id, String published) {
        Passage passage = call.passedOn();
        AnswerRoom room = proxy.room();
        passage.afterwards(room::close);
        ProxyRequest request = new ProxyRequest(
                passage.method(),
                call.path().getOrDefault("path", ""),
                passage.query(),
                passage.headers(),
                passage.body());
        try {
            ProxyAnswer answer = proxy.pass(call.tenant().id(), id, request, room);
            if (!request.isSafe() && answer.isDone()) {
                changes.note(call, "proxied", "connection", id.toString());
            }
            return told(answer, published);
        } catch (ProviderFault fault) {
            throw ProviderRefusals.of(fault);
        }
    }

    private static Answer told(ProxyAnswer answer, String published) {
        Map<String, String> headers = new HashMap<>(answer.headers());
        headers.put(PROVIDER, answer.provider());
        // Whatever a provider answers, a browser must not take it for a page of the hub's.
        headers.put("Content-Security-Policy", "default-src 'none'; sandbox");
        if (answer.location() != null) {
            headers.put("Location", published + answer.location());
        }
        Object body = answer.body().length == 0 ? null : answer.body();
        return new Answer(answer.status(), body, type(answer.contentType()), headers);
    }

    private static String type(@Nullable String given) {
        return given != null && MEDIA_TYPE.matcher(given).matches() ? given : UNKNOWN_TYPE;
    }
}
