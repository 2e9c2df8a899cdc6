package dev.serai.api;

import dev.serai.api.ContractFile.Operation;
import java.util.List;

/** Calls of the {@code framework} contract. */
final class FrameworkCases implements ContractCases {

    @Override
    public String contract() {
        return "framework";
    }

    @Override
    public String claim() {
        return "organizationId";
    }

    @Override
    public Request success(Operation operation, Client client) {
        Organization organization = new Organization(client.http(), client.id());
        return switch (operation.id()) {
            case "framework-createIntegration",
                    "framework-listIntegrations",
                    "framework-listWebhooks",
                    "framework-triggerWebhooks",
                    "framework-listDeadLetters",
                    "framework-resendDeadLetters" -> operation.request();
            case "framework-createWebhook" ->
                operation
                        .request()
                        .json("{\"name\":\"Events\",\"url\":\"" + RunningHub.receiverAnswering(200)
                                + "\",\"events\":[\"application.created\"],\"integrationId\":\""
                                + organization.integration() + "\"}");
            case "framework-listIntegrationsByProvider" -> operation.request("google_calendar");
            case "framework-getIntegration",
                    "framework-updateIntegration",
                    "framework-deleteIntegration",
                    "framework-authorizeIntegration",
                    "framework-getHealth" -> operation.request(organization.integration());
            case "framework-completeAuthorization" -> {
                String integration = organization.integration();
                yield operation.request(integration).json(organization.consent(integration));
            }
            case "framework-refreshToken", "framework-checkHealth" ->
                operation.request(organization.authorizedIntegration());
            case "framework-getWebhook",
                    "framework-updateWebhook",
                    "framework-deleteWebhook",
                    "framework-rotateWebhookSecret",
                    "framework-testWebhook",
                    "framework-listWebhookLogs",
                    "framework-getWebhookStatistics" -> operation.request(organization.webhook(200));
            case "framework-listDeliveryAttempts" -> {
                String webhook = organization.webhook(200);
                organization.trigger();
                yield operation.request(
                        webhook, organization.ended(webhook).path("id").asText());
            }
            case "framework-getDeadLetter", "framework-resendDeadLetter" ->
                operation.request(organization.deadLetter());
            case "framework-getResendJob" -> operation.request(organization.resendJob());
            case "framework-proxyGet",
                    "framework-proxyPost",
                    "framework-proxyPut",
                    "framework-proxyPatch",
                    "framework-proxyDelete" -> operation.request(organization.proxied(), "echo");
            default -> throw new AssertionError(operation + " has no case");
        };
    }

    @Override
    public List<Request> others(Operation operation, Client client) {
        Organization organization = new Organization(client.http(), client.id());
        return switch (operation.id()) {
            case "framework-proxyGet",
                    "framework-proxyPost",
                    "framework-proxyPut",
                    "framework-proxyPatch",
                    "framework-proxyDelete" ->
                List.of(
                        operation.request(organization.integration(), "echo").bearing(client.token()),
                        operation.request(organization.proxied(), "huge").bearing(client.token()),
                        operation.request(organization.proxied(), "missing").bearing(client.token()));
            case "framework-authorizeIntegration" ->
                List.of(operation
                        .request(organization.integration("smtp", "basic"))
                        .bearing(client.token()));
            case "framework-completeAuthorization" ->
                List.of(
                        operation
                                .request(organization.integration())
                                .json("{\"error\":\"access_denied\",\"errorDescription\":\"User denied access\"}")
                                .bearing(client.token()),
                        operation
                                .request(organization.integration())
                                .json("{\"code\":\"authorization_code\",\"state\":\"never given\"}")
                                .bearing(client.token()));
            case "framework-refreshToken" ->
                List.of(operation.request(organization.integration()).bearing(client.token()));
            default -> List.of();
        };
    }
}
