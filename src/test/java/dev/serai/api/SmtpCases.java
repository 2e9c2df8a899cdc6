package dev.serai.api;

import dev.serai.api.ContractFile.Operation;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** Calls of the {@code personal} contract's operations on mail by the user's own server. */
final class SmtpCases {

    /** @return a request that succeeds, of somebody who has set SMTP up */
    Request success(Operation operation, Client client) {
        setUp(client);
        return operation.request();
    }

    /** @return requests of somebody who has set nothing up, and of somebody whose password has changed since */
    List<Request> others(Operation operation, Client client) {
        Request nobodys = operation.request().bearing(Tokens.with(Map.of("sub", "nobody-with-mail")));
        if (!operation.id().equals("personal-testSmtp")) {
            return List.of(nobodys);
        }
        String mailbox = "mailbox-" + UUID.randomUUID() + "@example.com";
        RunningHub.MAIL.setUser(mailbox, mailbox, "the-old-one");
        setUp(client, mailbox, "the-old-one");
        RunningHub.MAIL.setUser(mailbox, mailbox, "the-new-one");
        return List.of(nobodys, operation.request().bearing(client.token()));
    }

    private static void setUp(Client client) {
        setUp(client, RunningHub.MAIL_USER, RunningHub.MAIL_PASSWORD);
    }

    private static void setUp(Client client, String mailbox, String password) {
        client.send(Request.of("POST", "/integrations/smtp_integration_setup")
                        .json("{\"email\":\"%s\",\"smtp_password\":\"%s\"}".formatted(mailbox, password)))
                .expect(200);
    }
}
