package dev.serai.platform.management;

import dev.serai.refusal.Forbidden;
import dev.serai.refusal.TooManyRequests;
import dev.serai.refusal.Unauthorized;
import dev.serai.refusal.Unavailable;
import dev.serai.tenancy.ClientCredentials;
import dev.serai.tenancy.Operator;
import dev.serai.tenancy.OperatorPermission;
import dev.serai.tenancy.Operators;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpHeaders;
import org.springframework.stereotype.Component;

/** Who is let in at the management port, with a bearer token, as a configured client, or by a session. */
@Component
class Gate {

    private static final Logger LOG = LoggerFactory.getLogger(Gate.class);
    private static final Pattern BEARER =
            Pattern.compile("Bearer +([A-Za-z0-9._~+/=-]{1,8192})", Pattern.CASE_INSENSITIVE);
    private static final Pattern UNPRINTABLE = Pattern.compile("[^\\p{Alnum}._@:-]");
    private static final int SHOWN = 60;

    private final Operators operators;
    private final FailedLogins failed;
    private final Sessions sessions;

    Gate(Operators operators, FailedLogins failed, Sessions sessions) {
        this.operators = operators;
        this.failed = failed;
        this.sessions = sessions;
    }

    /**
     * Lets somebody in.
     *
     * @param needed what they want to do
     * @throws Unauthorized when nobody knows them
     * @throws Forbidden when they may not do it
     * @throws TooManyRequests when too many wrong secrets came from there
     * @throws Unavailable when their token can't be verified now
     */
    Operator admit(HttpServletRequest request, OperatorPermission needed) {
        String authorization = request.getHeader(HttpHeaders.AUTHORIZATION);
        if (authorization == null) {
            return permitted(loggedIn(request), needed);
        }
        if (Origin.isForeign(request)) {
            throw new Forbidden("The request comes from a page of another site");
        }
        Matcher bearer = BEARER.matcher(authorization);
        Operator operator = bearer.matches()
                ? operators.ofToken(bearer.group(1))
                : client(ClientCredentials.basic(authorization), request.getRemoteAddr());
        return permitted(operator, needed);
    }

    private Operator loggedIn(HttpServletRequest request) {
        Sessions.Session session = SessionCookies.id(request)
                .flatMap(sessions::find)
                .orElseThrow(() -> new Unauthorized("Send a bearer token, or a client's id and secret by HTTP Basic"));
        String proof = request.getHeader("X-XSRF-TOKEN");
        // Hawtio sends no proof when it asks who is logged in. Nothing is changed by a GET here.
        boolean harmless = request.getMethod().equals("GET");
        if (!harmless && !Origin.isOurs(request) && (proof == null || !session.isProvenBy(proof))) {
            throw new Forbidden("The request does not come from the hub's own page");
        }
        return session.operator();
    }

    /** @throws Forbidden when the operator may not do it */
    static Operator permitted(Operator operator, OperatorPermission needed) {
        if (!operator.may(needed)) {
            throw new Forbidden("The permission " + needed.scope() + " is needed");
        }
        return operator;
    }

    /**
     * Lets a client in.
     *
     * @param readings what was sent, as it can be read
     * @param address where from
     */
    Operator client(List<ClientCredentials> readings, String address) {
        if (readings.isEmpty()) {
            throw new Unauthorized("Send a bearer token, or a client's id and secret by HTTP Basic");
        }
        // However it is written, it is guessed as one and the same client.
        Set<String> ids = readings.stream().map(ClientCredentials::id).collect(Collectors.toSet());
        ids.forEach(id -> failed.check(address, id));
        for (ClientCredentials reading : readings) {
            try {
                return operators.ofClient(reading.id(), reading.secret());
            } catch (Unauthorized another) {
                LOG.debug("Not a client as this reading has it");
            }
        }
        ids.forEach(id -> failed.failed(address, id));
        LOG.warn(
                "Wrong login at the management port: client {}, from {}",
                printable(readings.get(0).id()),
                address);
        throw new Unauthorized("Client id or secret is wrong");
    }

    /** Whoever writes the id must not write the log. */
    private static String printable(String id) {
        return UNPRINTABLE
                .matcher(id.length() > SHOWN ? id.substring(0, SHOWN) : id)
                .replaceAll("?");
    }
}
