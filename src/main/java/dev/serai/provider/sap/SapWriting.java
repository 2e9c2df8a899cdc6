package dev.serai.provider.sap;

import com.fasterxml.jackson.databind.JsonNode;
import dev.serai.call.ProviderCalls;
import dev.serai.call.ProviderRequest;
import dev.serai.egress.OutboundBytes;
import dev.serai.egress.Room;
import dev.serai.provider.ErrorClass;
import dev.serai.provider.ProviderFault;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Writes to SAP Gateway. A system takes a write only with a token that it gave to the same session before, against forged
 * requests; a session that it has forgotten is begun anew once.
 */
@Component
class SapWriting {

    private static final String TOKEN = "X-CSRF-Token";
    private static final String REQUIRED = "required";
    private static final int FORBIDDEN = 403;
    private static final long WAIT_SECONDS = 30;

    private final ProviderCalls calls;
    private final ServicePaths paths;
    private final WriteSessions sessions;

    SapWriting(ProviderCalls calls, ServicePaths paths, WriteSessions sessions) {
        this.calls = calls;
        this.paths = paths;
        this.sessions = sessions;
    }

    /**
     * Writes.
     *
     * @param service the service's name
     * @param entity the path below the service, with a leading slash
     * @param etag what the record must still have; null: whatever it has
     * @param body null: none
     * @return the answer, when the system did what was asked
     * @throws ProviderFault when it refused
     */
    OutboundBytes write(
            Gateway gateway,
            String method,
            String service,
            String entity,
            @Nullable String etag,
            @Nullable JsonNode body) {
        WriteSession session = sessions.of(gateway.connection());
        lock(session);
        try {
            if (session.token() == null) {
                begin(gateway, service, session);
            }
            OutboundBytes answer = send(gateway, method, service + entity, etag, body, session);
            if (answer.status() == FORBIDDEN
                    && REQUIRED.equalsIgnoreCase(answer.headers().get("x-csrf-token"))) {
                session.forget();
                begin(gateway, service, session);
                answer = send(gateway, method, service + entity, etag, body, session);
            }
            session.keep(answer.headers().get("set-cookie"));
            calls.refusal(gateway.provider(), answer).ifPresent(refused -> {
                throw refused;
            });
            return answer;
        } finally {
            session.lock().unlock();
        }
    }

    private static void lock(WriteSession session) {
        try {
            if (session.lock().tryLock(WAIT_SECONDS, TimeUnit.SECONDS)) {
                return;
            }
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
        }
        throw new ProviderFault(ErrorClass.RETRY, "The connection is busy writing");
    }

    private void begin(Gateway gateway, String service, WriteSession session) {
        // With the slash at the end: some systems answer without it by a redirect, and the token is lost.
        ProviderRequest plain = ProviderRequest.of("GET", paths.below(gateway, "/" + service + "/"));
        Map<String, String> headers = new HashMap<>(plain.headers());
        headers.put(TOKEN, "Fetch");
        OutboundBytes answer = calls.raw(gateway.connection(), gateway.provider(), with(plain, headers), Room.ENOUGH);
        calls.refusal(gateway.provider(), answer).ifPresent(refused -> {
            throw refused;
        });
        String token = answer.headers().get("x-csrf-token");
        if (token == null || token.isBlank()) {
            throw new ProviderFault(ErrorClass.RETRY, "SAP gave no token for writing");
        }
        session.take(token, answer.headers().get("set-cookie"));
    }

    private OutboundBytes send(
            Gateway gateway,
            String method,
            String path,
            @Nullable String etag,
            @Nullable JsonNode body,
            WriteSession session) {
        String address = paths.below(gateway, "/" + path);
        ProviderRequest plain =
                body == null ? ProviderRequest.of(method, address) : ProviderRequest.of(method, address, body);
        Map<String, String> headers = new HashMap<>(plain.headers());
        headers.put(TOKEN, String.valueOf(session.token()));
        if (!session.cookies().isEmpty()) {
            headers.put("Cookie", session.cookies());
        }
        if (etag != null) {
            headers.put("If-Match", etag);
        }
        return calls.raw(gateway.connection(), gateway.provider(), with(plain, headers), Room.ENOUGH);
    }

    private static ProviderRequest with(ProviderRequest plain, Map<String, String> headers) {
        return new ProviderRequest(
                plain.method(),
                plain.path(),
                headers,
                plain.body(),
                plain.timeout(),
                plain.bodyLimit(),
                plain.reading(),
                plain.patience());
    }
}
