package dev.serai.api;

import dev.serai.api.ContractFile.Operation;
import dev.serai.provider.google.GoogleStandIn;
import dev.serai.provider.google.Tokens;
import dev.serai.provider.outlook.GraphMailbox;
import dev.serai.provider.outlook.MicrosoftStandIn;
import java.util.List;
import java.util.UUID;

/** Calls of the {@code personal} contract's operations on mail in Gmail and in Outlook. */
final class MailCases {

    private static final int PASSWORD_CHANGED = 50_173;

    /** @return whether an operation is one of these */
    static boolean are(Operation operation) {
        return isOf("gmail", operation) || isOf("outlook", operation);
    }

    private static boolean isOf(String provider, Operation operation) {
        return operation.path().matches("/integrations/" + provider + "(/.*)?");
    }

    /** @return a request that succeeds, of somebody who has set the mailbox up and has a message there */
    Request success(Operation operation, Client client) {
        String id = isOf("gmail", operation)
                ? RunningHub.GOOGLE.mailbox(setUpGmail(client)).receive("ada@example.com", "Hello", "Text")
                : setUpOutlook(client).receive("ada@example.com", "Hello", "Text");
        return operation.path().contains("{") ? operation.request(id) : operation.request();
    }

    /** @return requests of somebody who has set nothing up, and of somebody whose grant holds no more */
    List<Request> others(Operation operation, Client client) {
        Request request = operation.path().contains("{") ? operation.request("18f0") : operation.request();
        Client refused = new Client(client.http(), client.claim(), client.id() + "-refused");
        if (isOf("gmail", operation)) {
            RunningHub.GOOGLE.revokeGrant(setUpGmail(refused));
        } else {
            RunningHub.MICROSOFT.refuses(setUpOutlook(refused).email(), PASSWORD_CHANGED);
        }
        return List.of(request.bearing(client.token()), request.bearing(refused.token()));
    }

    private static String setUpGmail(Client client) {
        String email = UUID.randomUUID() + "@gmail.com";
        RunningHub.GOOGLE.addUser(email);
        Tokens tokens =
                RunningHub.GOOGLE.grant(email, GoogleStandIn.MAIL_SCOPE, GoogleStandIn.SEND_SCOPE, "openid", "email");
        setUp("gmail", client, tokens.access(), tokens.refresh());
        return email;
    }

    private static GraphMailbox setUpOutlook(Client client) {
        GraphMailbox mailbox = RunningHub.MICROSOFT.addUser(UUID.randomUUID() + "@outlook.com");
        MicrosoftStandIn.Tokens tokens = RunningHub.MICROSOFT.grant(mailbox.email());
        setUp("outlook", client, tokens.access(), tokens.refresh());
        return mailbox;
    }

    private static void setUp(String provider, Client client, String access, String refresh) {
        client.send(Request.of("POST", "/integrations/" + provider + "_integration_setup")
                        .json("{\"access_token\":\"%s\",\"refresh_token\":\"%s\",\"expires_in\":3000}"
                                .formatted(access, refresh)))
                .expect(200);
    }
}
