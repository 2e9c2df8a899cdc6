package dev.serai.api;

import dev.serai.api.ContractFile.Operation;
import dev.serai.provider.calendly.CalendlyStandIn;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/** Calls of the {@code personal} contract's operations on Calendly. */
final class CalendlyCases {

    private static final Instant MAY_DAY = Instant.parse("2027-05-01T10:00:00Z");

    /** @return a request that succeeds, of somebody who has set Calendly up */
    Request success(Operation operation, Client client) {
        return of(operation, setUp(client));
    }

    /** @return a request of somebody whose token Calendly takes no more, and of somebody who has set nothing up */
    List<Request> others(Operation operation, Client client) {
        CalendlyStandIn.User user = setUp(client);
        Request request = of(operation, user);
        RunningHub.CALENDLY.expireTokens(user);
        Client stranger = Client.anew(client.http(), client.claim());
        return List.of(request.bearing(client.token()), request.bearing(stranger.token()));
    }

    private static Request of(Operation operation, CalendlyStandIn.User user) {
        return operation.path().contains("{eventId}")
                ? operation.request(user.book("Meeting", MAY_DAY, Instant.now()))
                : operation.request();
    }

    private static CalendlyStandIn.User setUp(Client client) {
        CalendlyStandIn.User user = RunningHub.CALENDLY.addUser(UUID.randomUUID() + "@example.com");
        client.send(Request.of("POST", "/integrations/calendly_integration_setup")
                        .json("{\"pat_token\":\"" + user.token() + "\"}"))
                .expect(200);
        return user;
    }
}
