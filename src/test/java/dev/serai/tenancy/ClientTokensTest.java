package dev.serai.tenancy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.serai.refusal.Unauthorized;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ClientTokensTest {

    private static final List<String> SOME = List.of("integrations:read", "integrations:update");

    private final TokenProperties properties =
            new TokenProperties("a secret of thirty-two bytes or more", null, null, Duration.ofMinutes(5));
    private final TokenClients clients = new TokenClients(Map.of(
            "shop", new TokenClients.Client("s3cret", null, "o1", null, null, SOME),
            "company", new TokenClients.Client("s3cret", "robot", null, "c1", null, SOME)));
    private final SigningKey key = new SigningKey(properties, Path.of("unused"));
    private final ClientTokens tokens = new ClientTokens(
            new KnownClients(clients, new DevelopmentClient(properties, clients, Path.of("unused"))),
            new TokenConfiguration().ownTokenEncoder(key),
            properties,
            Clock.systemUTC());
    private final Callers callers =
            CallersTest.callersOf(new TokenConfiguration().bearerTokens(key, properties), Clock.systemUTC());

    @Test
    void issuesATokenThatHoldsForTheClientsTenantAndPermissions() {
        ClientTokens.Token token = tokens.issue("shop", "s3cret", null);

        Caller caller = callers.of("Bearer " + token.value());
        assertThat(token.seconds()).isEqualTo(300);
        assertThat(token.permissions()).isEqualTo(SOME);
        assertThat(caller.subject()).isEqualTo("shop");
        assertThat(caller.claims()).containsEntry(TenantKind.ORGANIZATION, "o1");
        assertThat(caller.permissions()).containsExactlyInAnyOrder(Permission.READ, Permission.UPDATE);
    }

    @Test
    void speaksForTheConfiguredSubject() {
        Caller caller =
                callers.of("Bearer " + tokens.issue("company", "s3cret", null).value());

        assertThat(caller.claims())
                .containsEntry(TenantKind.USER, "robot")
                .containsEntry(TenantKind.COMPANY, "c1")
                .doesNotContainKey(TenantKind.ORGANIZATION);
    }

    @Test
    void narrowsTheTokenToTheScopeThatIsAskedFor() {
        assertThat(tokens.issue("shop", "s3cret", " integrations:read ").permissions())
                .containsExactly("integrations:read");
    }

    @Test
    void refusesAScopeThatTheClientHasNotWithoutRepeatingIt() {
        assertThatThrownBy(() -> tokens.issue("shop", "s3cret", "integrations:read \"<evil>\\"))
                .isInstanceOf(ClientTokens.InvalidScope.class)
                .hasMessage("The client has only the scopes integrations:read integrations:update");
    }

    @Test
    void refusesAWrongSecretAndAnUnknownClientAlike() {
        assertThatThrownBy(() -> tokens.issue("shop", "wrong", null))
                .isInstanceOf(Unauthorized.class)
                .hasMessage("Client id or secret is wrong");
        assertThatThrownBy(() -> tokens.issue("nobody", "s3cret", null))
                .isInstanceOf(Unauthorized.class)
                .hasMessage("Client id or secret is wrong");
        assertThatThrownBy(() -> tokens.issue("development", "", null)).isInstanceOf(Unauthorized.class);
    }

    @Test
    void neverShowsASecretAsText() {
        assertThat(clients.toString()).doesNotContain("s3cret");
        assertThat(properties.toString()).doesNotContain("thirty-two");
        ClientTokens.Token token = tokens.issue("shop", "s3cret", null);
        assertThat(token.toString()).doesNotContain(token.value());
    }
}
