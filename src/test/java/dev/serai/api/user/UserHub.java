package dev.serai.api.user;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.UUID;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;

/** A running hub that is spoken to over HTTP, for the contracts whose tenant is the user. */
@SpringBootTest(
        webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
        properties = {
            "serai.data-dir=target/user-it-data",
            "serai.jwt.secret=" + UserHub.SECRET,
            "serai.public-url=https://api.callnfy.com/",
            "serai.webhooks.allow-http=true",
            "serai.egress.allow=127.0.0.0/8",
            "serai.rate-limit.enabled=false",
            "logging.level.root=warn"
        })
public abstract class UserHub {

    static final String SECRET = "the-secret-of-the-tests-has-more-than-32-bytes";

    private static final HttpClient CLIENT = HttpClient.newHttpClient();

    @LocalServerPort
    private int port;

    /** @return the token of a user, with nothing in it but the user */
    protected static String token(String user) {
        return token(Map.of("sub", user));
    }

    /** @return a token with these claims */
    protected static String token(Map<String, Object> claims) {
        JWTClaimsSet.Builder set = new JWTClaimsSet.Builder();
        claims.forEach(set::claim);
        SignedJWT token = new SignedJWT(new JWSHeader(JWSAlgorithm.HS256), set.build());
        try {
            token.sign(new MACSigner(SECRET.getBytes(StandardCharsets.UTF_8)));
        } catch (JOSEException impossible) {
            throw new IllegalStateException(impossible);
        }
        return token.serialize();
    }

    /** @return a user that no other test knows */
    protected static String someone() {
        return "user-" + UUID.randomUUID();
    }

    protected Reply get(String path, String token) {
        return send(Request.of("GET", path).bearing(token));
    }

    protected Reply send(Request request) {
        HttpRequest.Builder wire = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + request.path()))
                .method(request.method(), HttpRequest.BodyPublishers.ofString(request.body()));
        request.headers().forEach(wire::header);
        try {
            HttpResponse<String> response = CLIENT.send(wire.build(), HttpResponse.BodyHandlers.ofString());
            return new Reply(response.statusCode(), response.headers(), response.body());
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(stopped);
        }
    }
}
