package dev.serai.tenancy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSObject;
import com.nimbusds.jose.Payload;
import com.nimbusds.jose.PlainHeader;
import com.nimbusds.jose.PlainObject;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.crypto.RSASSASigner;
import dev.serai.refusal.Unauthorized;
import dev.serai.refusal.Unavailable;
import java.nio.file.Path;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.jdbc.core.JdbcTemplate;

/** Which tokens hold, and what they say about their bearer. */
class CallersTest {

    private static final String SECRET = "a secret of thirty-two bytes or more";

    private final Callers callers = callers(null, Clock.systemUTC());

    @Test
    void readsTenantAndPermissions() throws JOSEException {
        Caller caller = callers.of(bearer(
                "{\"sub\":\"u1\",\"organizationId\":\"o1\",\"permissions\":[\"integrations:read\",\"other:thing\"]}"));

        assertThat(caller.subject()).isEqualTo("u1");
        assertThat(caller.claims()).containsEntry(TenantKind.ORGANIZATION, "o1").containsEntry(TenantKind.USER, "u1");
        assertThat(caller.permissions()).containsExactly(Permission.READ);
    }

    @Test
    void readsPermissionsFromTheScope() throws JOSEException {
        assertThat(callers.of(bearer("{\"scope\":\"openid integrations:read  integrations:delete\"}"))
                        .permissions())
                .containsExactlyInAnyOrder(Permission.READ, Permission.DELETE);
    }

    @Test
    void takesANumberForAnId() throws JOSEException {
        assertThat(callers.of(bearer("{\"companyId\":42}")).claims()).containsEntry(TenantKind.COMPANY, "42");
    }

    @ParameterizedTest
    @ValueSource(strings = {"null", "\"\"", "\"  \"", "{\"a\":1}", "[\"o1\"]", "true"})
    void findsNoTenantInAClaimOfAnotherType(String claim) throws JOSEException {
        assertThat(callers.of(bearer("{\"organizationId\":" + claim + "}")).claims())
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"\\u0000", "a\\u0000b", "\\ud800", "\\udc00x"})
    void refusesAnIdThatCouldNotBeKeptAsItIs(String id) throws JOSEException {
        refuses(bearer("{\"organizationId\":\"" + id + "\"}"));
    }

    @Test
    void refusesAnIdThatIsTooLong() throws JOSEException {
        assertThat(callers.of(bearer("{\"sub\":\"" + "x".repeat(255) + "\"}")).subject())
                .hasSize(255);
        refuses(bearer("{\"sub\":\"" + "x".repeat(256) + "\"}"));
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(
            strings = {
                "",
                "Bearer",
                "Bearer ",
                "Basic dTpw",
                "Bearer a b",
                "Token x",
                "Bearer a.b.c",
                "Bearer ..",
                "Bearer garbage",
                "Bearer a.b.c.d.e"
            })
    void refusesWhatIsNoBearerToken(@Nullable String header) {
        refuses(header);
    }

    @Test
    void refusesATokenWithoutSignature() {
        refuses("Bearer " + new PlainObject(new PlainHeader(), new Payload("{\"sub\":\"u1\"}")).serialize());
    }

    @Test
    void refusesATokenOfAnotherKey() throws JOSEException {
        refuses("Bearer "
                + signed(JWSAlgorithm.HS256, "another secret of thirty-two bytes or more", "{\"sub\":\"u1\"}"));
    }

    @Test
    void refusesAnotherAlgorithm() throws JOSEException, NoSuchAlgorithmException {
        String longSecret = SECRET + SECRET;
        refuses("Bearer " + signed(JWSAlgorithm.HS512, longSecret, "{\"sub\":\"u1\"}"));
        JWSObject rs256 = new JWSObject(new JWSHeader(JWSAlgorithm.RS256), new Payload("{\"sub\":\"u1\"}"));
        rs256.sign(new RSASSASigner(
                KeyPairGenerator.getInstance("RSA").generateKeyPair().getPrivate()));
        refuses("Bearer " + rs256.serialize());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"exp\":1}",
                "{\"exp\":-1}",
                "{\"exp\":\"tomorrow\"}",
                "{\"exp\":1e300}",
                "{\"exp\":9999999999999999}",
                "{\"nbf\":32503680000}",
                "{\"nbf\":{}}",
                "{\"iat\":32503680000,\"exp\":32503670000}",
                "{\"aud\":[1]}",
                "{\"iss\":5}",
                "[]",
                "null",
                "",
                "no json"
            })
    void refusesClaimsThatDoNotHold(String claims) throws JOSEException {
        refuses(bearer(claims));
    }

    @Test
    void refusesAKnownTokenOnceItHasExpired() throws JOSEException {
        Instant now = Instant.now();
        String token = bearer("{\"sub\":\"u1\",\"exp\":" + (now.getEpochSecond() + 30) + "}");
        MovingClock clock = new MovingClock(now);
        Callers moving = callers(null, clock);
        moving.of(token);

        clock.now = now.plus(Duration.ofSeconds(31));

        assertThatThrownBy(() -> moving.of(token)).isInstanceOf(Unauthorized.class);
    }

    @Test
    void saysWhenTheIssuerCanNotBeReached() throws JOSEException {
        Callers withIssuer = callers("http://127.0.0.1:1", Clock.systemUTC());
        String token = bearer("{\"sub\":\"u1\",\"iss\":\"http://127.0.0.1:1\"}");

        assertThatThrownBy(() -> withIssuer.of(token)).isInstanceOf(Unavailable.class);
        assertThat(withIssuer.of(bearer("{\"sub\":\"u1\"}")).subject()).isEqualTo("u1");
    }

    private void refuses(@Nullable String authorization) {
        assertThatThrownBy(() -> callers.of(authorization))
                .isInstanceOf(Unauthorized.class)
                .hasMessage("Unauthorized");
    }

    private static Callers callers(@Nullable String issuer, Clock clock) {
        TokenProperties properties = new TokenProperties(SECRET, issuer, null, Duration.ofHours(1));
        return callersOf(
                new TokenConfiguration().bearerTokens(new SigningKey(properties, Path.of("unused")), properties),
                clock);
    }

    /** No token in these tests looks like a key, so nothing ever asks the database for one. */
    static Callers callersOf(BearerTokens tokens, Clock clock) {
        JdbcTemplate unused = new JdbcTemplate();
        return new Callers(tokens, new ApiKeys(unused, clock), new ZapierKeys(unused, null, clock, List.of()), clock);
    }

    private static String bearer(String claims) throws JOSEException {
        return "Bearer " + signed(JWSAlgorithm.HS256, SECRET, claims);
    }

    private static String signed(JWSAlgorithm algorithm, String secret, String claims) throws JOSEException {
        JWSObject token = new JWSObject(new JWSHeader(algorithm), new Payload(claims));
        token.sign(new MACSigner(secret));
        return token.serialize();
    }

    private static final class MovingClock extends Clock {

        private Instant now;

        MovingClock(Instant now) {
            this.now = now;
        }

        @Override
        public Instant instant() {
            return now;
        }

        @Override
        public ZoneOffset getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(java.time.ZoneId zone) {
            return this;
        }
    }
}
