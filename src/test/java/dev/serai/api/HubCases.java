package dev.serai.api;

import static org.awaitility.Awaitility.await;

import dev.serai.api.ContractFile.Operation;
import dev.serai.hook.Signed;
import dev.serai.provider.google.Channel;
import dev.serai.provider.zoom.ZoomStandIn;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Calls of the hub's own contract. */
final class HubCases implements ContractCases {

    @Override
    public String contract() {
        return "hub";
    }

    @Override
    public String claim() {
        return "organizationId";
    }

    @Override
    public Request success(Operation operation, Client client) {
        return switch (operation.id()) {
            case "hub-completeAuthorization" -> callback(client);
            case "hub-noticeGoogleCalendar" -> notice(client);
            case "hub-takeProviderHook" -> hook(client, "{\"event\":\"meeting.started\",\"payload\":{}}");
            case "hub-acceptEvent", "hub-acceptEvents", "hub-listAudit" -> operation.request();
            default -> throw new AssertionError(operation + " has no case");
        };
    }

    @Override
    public List<Request> others(Operation operation, Client client) {
        if (operation.id().equals("hub-takeProviderHook")) {
            Request taken = hook(client, "{\"event\":\"meeting.ended\",\"payload\":{}}");
            return List.of(
                    taken,
                    taken,
                    taken.with("x-zm-signature", "v0=00"),
                    hook(client, "no JSON"),
                    taken.json("x".repeat(5_000_000)));
        }
        if (operation.id().equals("hub-noticeGoogleCalendar")) {
            return List.of(operation.request("019a8c7e-6f5c-7b1e-9d0c-8f4a2b1c3d5e"));
        }
        return operation.id().equals("hub-completeAuthorization")
                ? List.of(
                        Request.of("GET", "/oauth/callback?error=access_denied"),
                        Request.of("GET", "/oauth/callback?code=4711&state=never%20given"))
                : List.of();
    }

    /** @return a notice of a calendar that is synced both ways */
    private static Request notice(Client client) {
        Organization organization = new Organization(client.http(), client.id());
        String integration = organization.authorizedIntegration();
        client.http()
                .put(
                        organization.token(),
                        "/api/v1/integrations/" + integration,
                        "{\"settings\":{\"syncMode\":\"two-way\"}}")
                .expect(200);
        Channel channel = await().atMost(Duration.ofSeconds(20))
                .until(
                        () -> RunningHub.GOOGLE.channels().stream()
                                .filter(open -> open.address().getPath().endsWith(integration))
                                .findFirst(),
                        Optional::isPresent)
                .orElseThrow();
        return Request.of("POST", "/hooks/google_calendar/" + integration)
                .with("X-Goog-Channel-ID", channel.id())
                .with("X-Goog-Channel-Token", channel.token())
                .with("X-Goog-Resource-ID", channel.resourceId())
                .with("X-Goog-Resource-State", "sync");
    }

    /** @return a call of Zoom's with this body */
    private static Request hook(Client client, String body) {
        ZoomStandIn.Account account = RunningHub.ZOOM.addAccount();
        String integration = client.http()
                .post(
                        client.token(),
                        "/framework/api/v1/integrations",
                        ("{\"name\":\"Zoom\",\"provider\":\"zoom\",\"authType\":\"oauth2\",\"config\":{\"clientId\":\"%s\","
                                        + "\"clientSecret\":\"%s\",\"accountId\":\"%s\",\"webhookSecret\":\"s3cret\"}}")
                                .formatted(account.clientId(), account.clientSecret(), account.id()))
                .expect(201)
                .text("id");
        Request request = Request.of("POST", "/hooks/zoom/" + integration).json(body);
        for (Map.Entry<String, String> header :
                Signed.asZoom("s3cret", body, Instant.now()).entrySet()) {
            request = request.with(header.getKey(), header.getValue());
        }
        return request;
    }

    /** @return the request to which the provider's page leads */
    private static Request callback(Client client) {
        Organization organization = new Organization(client.http(), client.id());
        String authUrl = client.send(
                        Request.of("GET", "/api/v1/integrations/" + organization.integration() + "/oauth/authorize"))
                .text("authUrl");
        return Request.of("GET", "/oauth/callback?" + RunningHub.agree(authUrl));
    }
}
