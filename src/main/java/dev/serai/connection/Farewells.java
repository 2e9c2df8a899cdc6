package dev.serai.connection;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.serai.egress.OutboundClient;
import dev.serai.egress.OutboundFailure;
import dev.serai.egress.OutboundRequest;
import dev.serai.provider.ErrorClass;
import dev.serai.provider.ProviderFault;
import dev.serai.schedule.DueTask;
import dev.serai.schedule.Tasks;
import dev.serai.vault.SealedColumn;
import dev.serai.vault.Vault;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

/**
 * Tells providers that a connection is gone: push channels are closed, tokens revoked. What is to be called is kept, sealed,
 * from the moment the connection is removed until it has been, so that a crash in between ends nothing less.
 */
@Component("farewells")
public class Farewells {

    private static final Logger LOG = LoggerFactory.getLogger(Farewells.class);

    /** The task that does it. */
    static final String SAY = "say-farewell";

    static final SealedColumn CALLS = SealedColumn.of("farewell", "calls", "connection_id");

    private static final Duration TIMEOUT = Duration.ofSeconds(10);
    private static final int LONGEST_ANSWER = 4_096;

    /** About a day of longer and longer waits; the token has died of itself by then, or the provider is gone. */
    private static final int ATTEMPTS = 24;

    private final JdbcTemplate database;
    private final Vault vault;
    private final ObjectMapper json;
    private final Tasks tasks;
    private final OutboundClient client;
    private final List<Goodbye> goodbyes;

    Farewells(
            JdbcTemplate database,
            Vault vault,
            ObjectMapper json,
            Tasks tasks,
            OutboundClient client,
            List<Goodbye> goodbyes) {
        this.database = database;
        this.vault = vault;
        this.json = json;
        this.tasks = tasks;
        this.client = client;
        this.goodbyes = goodbyes.stream()
                .sorted(Comparator.comparingInt(Goodbye::order))
                .toList();
    }

    /** Keeps what is to be called, in the transaction that removes the connection. */
    void prepare(OpenConnection connection) {
        List<GoodbyeCall> calls = goodbyes.stream()
                .flatMap(goodbye -> goodbye.calls(connection).stream())
                .toList();
        if (!calls.isEmpty()) {
            database.update(
                    "INSERT INTO farewell (connection_id, tenant_id, provider, calls, created_at) VALUES (?, ?, ?, ?, now())",
                    connection.id(),
                    connection.tenantId(),
                    connection.provider(),
                    sealed(connection.id(), calls));
            tasks.scheduleNow(SAY, connection.tenantId(), connection.id());
        }
    }

    /**
     * Does a task: makes the calls that are left.
     *
     * @throws ProviderFault when the provider could not be reached and is to be told later
     */
    public void say(DueTask task) {
        List<byte[]> kept = database.queryForList(
                "SELECT calls FROM farewell WHERE connection_id = ?", byte[].class, task.connectionId());
        if (kept.isEmpty()) {
            return;
        }
        List<GoodbyeCall> left = new ArrayList<>();
        for (GoodbyeCall call : opened(task.connectionId(), kept.get(0))) {
            // What comes first needs what comes after, such as the token with which a channel is closed.
            if (!left.isEmpty() || !isMade(call)) {
                left.add(call);
            }
        }
        if (left.isEmpty() || task.attempt() >= ATTEMPTS) {
            left.forEach(call -> LOG.warn("The provider was never told of the end of a {}", call.what()));
            database.update("DELETE FROM farewell WHERE connection_id = ?", task.connectionId());
            return;
        }
        database.update(
                "UPDATE farewell SET calls = ? WHERE connection_id = ?",
                sealed(task.connectionId(), left),
                task.connectionId());
        throw new ProviderFault(ErrorClass.RETRY, "The provider could not be told of the end of a connection");
    }

    /** @return whether the provider has heard it; that it refuses means that there is nothing to end any more */
    private boolean isMade(GoodbyeCall call) {
        try {
            int status = client.send(new OutboundRequest(
                            call.method(),
                            call.url(),
                            call.headers(),
                            call.body().getBytes(StandardCharsets.UTF_8),
                            TIMEOUT,
                            LONGEST_ANSWER))
                    .join()
                    .status();
            return status < 500 && status != 429;
        } catch (CompletionException failed) {
            return failed.getCause() instanceof OutboundFailure known && known.kind() == OutboundFailure.Kind.REFUSED;
        }
    }

    private byte[] sealed(UUID connectionId, List<GoodbyeCall> calls) {
        try {
            return vault.seal(CALLS.purpose(connectionId), json.writeValueAsString(calls));
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("calls always become JSON", impossible);
        }
    }

    private List<GoodbyeCall> opened(UUID connectionId, byte[] calls) {
        try {
            return json.readValue(vault.open(CALLS.purpose(connectionId), calls), new TypeReference<>() {});
        } catch (JsonProcessingException broken) {
            throw new IllegalStateException("what was kept as JSON is none");
        }
    }
}
