package dev.serai.api;

import dev.serai.api.ContractFile.Operation;
import dev.serai.provider.zoom.ZoomStandIn;
import java.util.List;

/** Calls of the {@code personal} contract's operations on Zoom. */
final class ZoomCases {

    /** @return a request that succeeds, of somebody who has set Zoom up */
    Request success(Operation operation, Client client) {
        return of(operation, setUp(client));
    }

    /** @return a request of somebody whose app is there no more, and of somebody who has set nothing up */
    List<Request> others(Operation operation, Client client) {
        ZoomStandIn.Account account = setUp(client);
        Request request = of(operation, account);
        RunningHub.ZOOM.deactivate(account);
        Client stranger = Client.anew(client.http(), client.claim());
        return List.of(request.bearing(client.token()), request.bearing(stranger.token()));
    }

    private static Request of(Operation operation, ZoomStandIn.Account account) {
        return operation.path().contains("{meetingId}")
                ? operation.request(account.schedule("Planning"))
                : operation.request();
    }

    private static ZoomStandIn.Account setUp(Client client) {
        ZoomStandIn.Account account = RunningHub.ZOOM.addAccount();
        client.send(Request.of("POST", "/integrations/zoom_integration_setup")
                        .json("{\"client_id\":\"%s\",\"client_secret\":\"%s\",\"account_id\":\"%s\"}"
                                .formatted(account.clientId(), account.clientSecret(), account.id())))
                .expect(200);
        return account;
    }
}
