package dev.serai.api.company;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;

/** A running hub, spoken to as its clients do. All specifications of the contracts share this one. */
@SpringBootTest(
        webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
        properties = {
            "serai.data-dir=target/company-it-data",
            "serai.jwt.secret=" + HubOverHttp.SECRET,
            "serai.webhooks.allow-http=true",
            "serai.egress.allow=127.0.0.0/8",
            "serai.rate-limit.enabled=false",
            "serai.api.body-limit=64KB",
            "logging.level.root=warn"
        })
public abstract class HubOverHttp {

    static final String SECRET = "a-secret-for-the-tests-of-the-contracts";

    protected static final List<String> EVERYTHING =
            List.of("integrations:create", "integrations:read", "integrations:update", "integrations:delete");
    protected static final ObjectMapper JSON = new ObjectMapper();

    private static final HttpClient CLIENT = HttpClient.newHttpClient();

    @LocalServerPort
    private int port;

    /** What came back. */
    public record Reply(int status, JsonNode body, HttpHeaders headers) {}

    /** Sends a request. */
    protected Reply send(String method, String path, @Nullable String token, @Nullable String body, String... headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                .timeout(Duration.ofSeconds(30))
                .method(
                        method,
                        body == null ? HttpRequest.BodyPublishers.noBody() : HttpRequest.BodyPublishers.ofString(body));
        if (token != null) {
            request.header("Authorization", "Bearer " + token);
        }
        if (body != null) {
            request.header("Content-Type", "application/json");
        }
        for (int i = 0; i < headers.length; i += 2) {
            request.setHeader(headers[i], headers[i + 1]);
        }
        try {
            HttpResponse<byte[]> response = CLIENT.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
            return new Reply(response.statusCode(), JSON.readTree(response.body()), response.headers());
        } catch (IOException failed) {
            throw new IllegalStateException(method + " " + path, failed);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(stopped);
        }
    }

    /** @return a token with these claims, good for an hour */
    protected static String token(Map<String, ?> claims) {
        JWTClaimsSet.Builder set = new JWTClaimsSet.Builder()
                .subject("someone")
                .expirationTime(Date.from(Instant.now().plusSeconds(3600)));
        claims.forEach(set::claim);
        try {
            SignedJWT jwt = new SignedJWT(new JWSHeader(JWSAlgorithm.HS256), set.build());
            jwt.sign(new MACSigner(SECRET));
            return jwt.serialize();
        } catch (JOSEException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /** @return a token of a tenant that nobody has met yet, with every permission */
    protected static String someone(String claim) {
        return token(Map.of(claim, UUID.randomUUID().toString(), "permissions", EVERYTHING));
    }

    protected static JsonNode json(String text) {
        try {
            return JSON.readTree(text);
        } catch (IOException broken) {
            throw new IllegalArgumentException(text, broken);
        }
    }
}
