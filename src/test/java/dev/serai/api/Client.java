package dev.serai.api;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * Somebody who calls the hub.
 *
 * @param claim the claim of a token that names the tenant
 * @param id what it names there
 */
record Client(HttpCalls http, String claim, String id) {

    /** @return somebody whom the hub has not met yet */
    static Client anew(HttpCalls http, String claim) {
        return new Client(http, claim, "someone-" + UUID.randomUUID());
    }

    /** @return a token that may do everything */
    String token() {
        return token(Tokens.ALL_PERMISSIONS);
    }

    /** @return a token that may do this */
    String token(List<String> permissions) {
        Map<String, Object> claims = new HashMap<>();
        claims.put(claim, id);
        claims.put("permissions", permissions);
        return Tokens.with(claims);
    }

    /** Sends a request with a token that may do everything. */
    Reply send(Request request) {
        return http.send(request.bearing(token()));
    }
}
