package dev.serai.tenancy;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Who may get a token by client credentials.
 *
 * @param clients property {@code serai.clients.<id>}: the clients by their ids
 */
@ConfigurationProperties("serai")
record TokenClients(@DefaultValue Map<String, Client> clients) {

    TokenClients {
        clients = Map.copyOf(clients);
    }

    /**
     * A client.
     *
     * @param secret property {@code serai.clients.<id>.secret}: what it proves itself with
     * @param subject property {@code serai.clients.<id>.subject}: its tokens' {@code sub}; null: the client's id
     * @param organizationId property {@code serai.clients.<id>.organization-id}: that claim; null: none
     * @param companyId property {@code serai.clients.<id>.company-id}: that claim; null: none
     * @param accountId property {@code serai.clients.<id>.account-id}: that claim; null: none
     * @param permissions property {@code serai.clients.<id>.permissions}: what its tokens allow; by default
     *     everything with its tenant's integrations, and nothing on the management port
     */
    record Client(
            String secret,
            @Nullable String subject,
            @Nullable String organizationId,
            @Nullable String companyId,
            @Nullable String accountId,
            @DefaultValue({"integrations:create", "integrations:read", "integrations:update", "integrations:delete"})
                    List<String> permissions) {

        Client {
            permissions = List.copyOf(permissions);
            if (!TokenProperties.isGiven(secret)) {
                throw new IllegalArgumentException("serai.clients.<id>.secret must be given for every client");
            }
            for (String permission : permissions) {
                if (Permission.of(permission).isEmpty()
                        && OperatorPermission.of(permission).isEmpty()) {
                    throw new IllegalArgumentException(
                            "serai.clients.<id>.permissions: '" + permission + "' is not a permission");
                }
            }
        }

        @Override
        public String toString() {
            return "Client[secret=********, subject=" + subject + "]";
        }
    }
}
