package dev.serai.api;

import dev.serai.api.ContractFile.Operation;
import java.util.List;
import java.util.Map;

/** Calls of the {@code personal} contract's operations on mail by the user's own server. */
final class SmtpCases {

    /** @return a request that succeeds, of somebody who has set SMTP up */
    Request success(Operation operation, Client client) {
        setUp(client);
        return operation.request();
    }

    /** @return a request of somebody who has set nothing up */
    List<Request> others(Operation operation, Client client) {
        return List.of(operation.request().bearing(Tokens.with(Map.of("sub", "nobody-with-mail"))));
    }

    private static void setUp(Client client) {
        client.send(Request.of("POST", "/integrations/smtp_integration_setup")
                        .json("{\"email\":\"%s\",\"smtp_password\":\"%s\"}"
                                .formatted(RunningHub.MAIL_USER, RunningHub.MAIL_PASSWORD)))
                .expect(200);
    }
}
