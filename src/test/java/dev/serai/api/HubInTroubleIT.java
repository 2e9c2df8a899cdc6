package dev.serai.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.serai.DatabaseOutage;
import dev.serai.api.ContractFile.Operation;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.core.env.Environment;
import org.springframework.jdbc.core.JdbcTemplate;

/** What every operation of every contract answers while the hub itself is in trouble: its own 503 or 500, without why. */
class HubInTroubleIT extends RunningHub {

    /** What requirement document 001 has for a fault in these operations; document 002 and 003 have one for all. */
    private static final Map<String, String> FAULTS = Map.of(
            "callnfy-connectGoogle", "Failed to initiate Google OAuth",
            "callnfy-generateKey", "Failed to generate API key",
            "callnfy-revokeKey", "Failed to revoke API key");

    @Autowired
    private Environment environment;

    @Autowired
    private JdbcTemplate database;

    @Test
    void saysThatItIsUnavailableWhileTheDatabaseIsAway() throws Exception {
        Map<Operation, Request> requests = requests();
        DatabaseOutage outage = new DatabaseOutage(environment);
        outage.begin();
        Map<Operation, Reply> replies;
        try {
            replies = replies(requests);
        } finally {
            outage.end();
            await().atMost(Duration.ofSeconds(20))
                    .until(() -> http.send("GET", "/health", null, null).status() == 200);
        }

        replies.forEach((operation, reply) -> {
            assertThat(reply.header("Retry-After")).as("%s", operation).isNotEmpty();
            says(503, operation, reply);
        });
    }

    @Test
    void saysThatItFailedWhenSomethingIsWrongWithTheDatabase() throws Exception {
        Map<Operation, Request> requests = requests();
        database.execute("ALTER SCHEMA public RENAME TO elsewhere");
        Map<Operation, Reply> replies;
        try {
            replies = replies(requests);
        } finally {
            database.execute("ALTER SCHEMA elsewhere RENAME TO public");
        }

        replies.forEach((operation, reply) -> {
            says(500, operation, reply);
            assertThat(reply.body())
                    .as("%s", operation)
                    .contains(FAULTS.getOrDefault(operation.id(), "Internal server error"));
        });
    }

    private static void says(int status, Operation operation, Reply reply) {
        assertThat(reply.status()).as("%s: %s", operation, reply.body()).isEqualTo(status);
        operation.contract().check(operation, reply);
        assertThat(reply.body()).as("%s", operation).doesNotContainIgnoringCase("exception", "sql", "select", "\tat ");
    }

    private Map<Operation, Request> requests() {
        Map<Operation, Request> requests = new LinkedHashMap<>();
        for (ContractFile contract : ContractFile.all()) {
            ContractCases cases = ContractCases.of(contract);
            for (Operation operation : contract.operations()) {
                Client client = Client.anew(http, cases.claim());
                Request request = cases.success(operation, client);
                // Some need no database for somebody they know, so those are called by somebody new.
                Client caller = operation.path().contains("{") ? client : Client.anew(http, cases.claim());
                requests.put(operation, operation.takesToken() ? request.bearing(caller.token()) : request);
            }
        }
        return requests;
    }

    /** All at once, since each may wait for the database. */
    private Map<Operation, Reply> replies(Map<Operation, Request> requests) throws Exception {
        ExecutorService callers = Executors.newFixedThreadPool(requests.size());
        try {
            List<Future<Reply>> sent = new ArrayList<>();
            requests.values().forEach(request -> sent.add(callers.submit(() -> send(request))));
            Map<Operation, Reply> replies = new LinkedHashMap<>();
            int i = 0;
            for (Operation operation : requests.keySet()) {
                replies.put(operation, sent.get(i++).get());
            }
            return replies;
        } finally {
            callers.shutdownNow();
        }
    }
}
