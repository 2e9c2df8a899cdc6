package dev.serai.call.proxy;

import dev.serai.call.CallSeats;
import dev.serai.call.ProviderCalls;
import dev.serai.call.ProviderRequest;
import dev.serai.connection.ConnectionHealth;
import dev.serai.connection.ConnectionLog;
import dev.serai.connection.ConnectionStatus;
import dev.serai.connection.Connections;
import dev.serai.connection.OpenConnection;
import dev.serai.egress.OutboundBytes;
import dev.serai.provider.Provider;
import dev.serai.provider.ProviderFault;
import dev.serai.provider.Providers;
import dev.serai.refusal.BadAnswer;
import dev.serai.refusal.NotDone;
import java.net.URI;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.springframework.stereotype.Service;

/**
 * Passes a tenant's own calls on to the API of a provider, with the credentials of a connection, and the provider's answers
 * back as they are.
 */
@Service
public class Proxy {

    private static final int LONGEST_LOGGED = 300;

    /** How long a call may wait for its turn; callers of APIs are not patient. */
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final Connections connections;
    private final Providers providers;
    private final ProviderCalls calls;
    private final ConnectionHealth health;
    private final ConnectionLog log;
    private final AnswerRooms rooms;
    private final CallSeats seats;
    private final ProxyProperties properties;

    Proxy(
            Connections connections,
            Providers providers,
            ProviderCalls calls,
            ConnectionHealth health,
            ConnectionLog log,
            AnswerRooms rooms,
            CallSeats seats,
            ProxyProperties properties) {
        this.connections = connections;
        this.providers = providers;
        this.calls = calls;
        this.health = health;
        this.log = log;
        this.rooms = rooms;
        this.seats = seats;
        this.properties = properties;
    }

    /** @return a room for an answer, to be closed when that has been sent */
    public AnswerRoom room() {
        return rooms.open();
    }

    /**
     * Passes a call on, and leaves a row in the connection's log.
     *
     * @param room where the answer is kept
     * @return what the provider answered, whatever its status
     * @throws dev.serai.refusal.NotFound when the tenant has no such connection
     * @throws dev.serai.refusal.Invalid naming what of the request can't be passed on
     * @throws NotDone when the connection is not in use
     * @throws BadAnswer when the provider answered more than the hub passes on
     * @throws dev.serai.refusal.Unavailable when too much is under way
     * @throws ProviderFault when the provider refuses the connection's credentials, or can't be reached
     */
    public ProxyAnswer pass(long tenantId, UUID connectionId, ProxyRequest request, AnswerRoom room) {
        OpenConnection connection = connections.open(tenantId, connectionId);
        requireUsable(connection.status());
        Provider provider = providers
                .find(connection.provider())
                .orElseThrow(() -> new NotDone("This hub has no provider '" + connection.provider() + "'"));
        String path = ProxyPath.encoded(request.path());
        ProviderRequest outgoing = new ProviderRequest(
                request.method(),
                path + ProxyQuery.encoded(request.query()),
                request.headers(),
                request.body(),
                properties.timeout(),
                (int) properties.answerLimit().toBytes(),
                request.isSafe(),
                PATIENCE);
        String told = request.method() + " " + shortened(path);
        try {
            OutboundBytes response =
                    seats.during(connectionId, () -> calls.raw(connection, provider, outgoing, room.room()));
            return answered(connection, provider, path, told, response);
        } catch (ProviderFault fault) {
            health.failed(tenantId, connectionId, fault);
            log.error(tenantId, connectionId, told + ": " + fault.getMessage());
            throw fault;
        }
    }

    private ProxyAnswer answered(
            OpenConnection connection, Provider provider, String path, String told, OutboundBytes response) {
        if (!response.whole()) {
            String tooLong = provider.name() + " answered more than "
                    + properties.answerLimit().toKilobytes() + " KB, which the hub does not pass on";
            log.error(connection.tenantId(), connection.id(), told + ": " + tooLong);
            throw new BadAnswer(tooLong);
        }
        Map<String, String> headers = new HashMap<>(AnswerHeaders.passed(response.headers(), provider.limits()));
        URI base = calls.baseUrl(connection, provider);
        AnswerHeaders.Place place = AnswerHeaders.place(
                        response.headers().get("location"), base, URI.create(base + path))
                .orElse(new AnswerHeaders.Place(null, null));
        if (place.elsewhere() != null) {
            headers.put(AnswerHeaders.ELSEWHERE, place.elsewhere());
        }
        ProxyAnswer answer = new ProxyAnswer(
                provider.id(),
                response.status(),
                response.headers().get("content-type"),
                headers,
                place.below(),
                response.body());
        if (answer.isDone()) {
            // Another status may be the caller's doing as well as the provider's, and says nothing about the
            // connection.
            health.worked(connection.tenantId(), connection.id());
        }
        if (response.status() < 400) {
            log.success(connection.tenantId(), connection.id(), told + ": " + response.status());
        } else {
            log.error(connection.tenantId(), connection.id(), told + ": " + response.status());
        }
        return answer;
    }

    private static void requireUsable(ConnectionStatus status) {
        switch (status) {
            case PENDING ->
                throw new NotDone("The integration is not connected with its provider yet; connect it first");
            case INACTIVE -> throw new NotDone("The integration is switched off; switch it on first");
            case REVOKED ->
                throw new NotDone("The integration may not use its provider any more; connect the integration again");
            case ACTIVE, ERROR -> {
                // What is in error is tried: it may have recovered, and a call that works says so.
            }
        }
    }

    private static String shortened(String path) {
        return path.length() <= LONGEST_LOGGED ? path : path.substring(0, LONGEST_LOGGED) + "…";
    }
}
