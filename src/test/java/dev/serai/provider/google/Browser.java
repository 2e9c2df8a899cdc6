package dev.serai.provider.google;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Plain HTTP for the tests of the stand-in: what a browser and a hub would send. */
final class Browser {

    private static final String REDIRECT = "http://127.0.0.1:1/callback";
    private static final String VERIFIER = "a-verifier-of-the-length-that-is-asked-for-in-RFC-7636";

    private final HttpClient client = HttpClient.newHttpClient();
    private final ObjectMapper json = new ObjectMapper();
    private final GoogleStandIn google;

    /** A reply's status and its JSON. */
    record Reply(int status, JsonNode body) {
        String text(String field) {
            return body.path(field).asText();
        }
    }

    Browser(GoogleStandIn google) {
        this.google = google;
    }

    /** Asks for consent with everything right. */
    URI consent(String scope, String... more) {
        List<String> parameters = new ArrayList<>(List.of(
                "client_id", GoogleStandIn.CLIENT_ID,
                "redirect_uri", REDIRECT,
                "response_type", "code",
                "scope", scope,
                "state", "a state",
                "code_challenge", Grants.challenge(VERIFIER),
                "code_challenge_method", "S256",
                "access_type", "offline",
                "prompt", "consent"));
        for (int i = 0; i < more.length; i += 2) {
            int at = parameters.indexOf(more[i]);
            if (at >= 0) {
                parameters.set(at + 1, more[i + 1]);
            } else {
                parameters.addAll(List.of(more[i], more[i + 1]));
            }
        }
        return google.visit(google.authorizeUrl() + "?" + form(parameters.toArray(new String[0])));
    }

    /** Exchanges the code of a callback with everything right. */
    Reply exchange(URI callback, String... more) {
        List<String> parameters = new ArrayList<>(List.of(
                "grant_type",
                "authorization_code",
                "code",
                parameter(callback, "code"),
                "redirect_uri",
                REDIRECT,
                "code_verifier",
                VERIFIER,
                "client_id",
                GoogleStandIn.CLIENT_ID,
                "client_secret",
                GoogleStandIn.CLIENT_SECRET));
        for (int i = 0; i < more.length; i += 2) {
            parameters.set(parameters.indexOf(more[i]) + 1, more[i + 1]);
        }
        return post(google.tokenUrl(), parameters.toArray(new String[0]));
    }

    Reply refresh(String refreshToken) {
        return post(
                google.tokenUrl(),
                "grant_type",
                "refresh_token",
                "refresh_token",
                refreshToken,
                "client_id",
                GoogleStandIn.CLIENT_ID,
                "client_secret",
                GoogleStandIn.CLIENT_SECRET);
    }

    Reply revoke(String token) {
        return post(google.revokeUrl(), "token", token);
    }

    Reply post(String url, String... form) {
        return send(HttpRequest.newBuilder(URI.create(url))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString(form(form))));
    }

    Reply get(String url, String accessToken) {
        return send(HttpRequest.newBuilder(URI.create(url)).header("Authorization", "Bearer " + accessToken));
    }

    private Reply send(HttpRequest.Builder request) {
        try {
            HttpResponse<String> response = client.send(request.build(), HttpResponse.BodyHandlers.ofString());
            return new Reply(response.statusCode(), json.readTree(response.body()));
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(stopped);
        }
    }

    static String parameter(URI uri, String name) {
        Map<String, String> parameters = new HashMap<>();
        for (String pair : uri.getRawQuery().split("&")) {
            int equals = pair.indexOf('=');
            parameters.put(
                    pair.substring(0, equals), URLDecoder.decode(pair.substring(equals + 1), StandardCharsets.UTF_8));
        }
        return parameters.getOrDefault(name, "");
    }

    private static String form(String... namesAndValues) {
        List<String> pairs = new ArrayList<>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            pairs.add(namesAndValues[i] + "=" + URLEncoder.encode(namesAndValues[i + 1], StandardCharsets.UTF_8));
        }
        return String.join("&", pairs);
    }
}
