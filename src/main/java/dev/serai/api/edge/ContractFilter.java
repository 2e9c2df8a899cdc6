package dev.serai.api.edge;

import dev.serai.refusal.Invalid;
import dev.serai.refusal.NotFound;
import dev.serai.refusal.TooManyRequests;
import dev.serai.refusal.Unauthorized;
import dev.serai.tenancy.Caller;
import dev.serai.tenancy.Callers;
import dev.serai.tenancy.RateLimits;
import dev.serai.tenancy.Tenant;
import dev.serai.tenancy.ZapierKeys;
import dev.serai.trace.Work;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;
import org.springframework.web.util.UriUtils;

/**
 * The door of every contract. A request comes in at a published path or at the contract's mount, and goes on to the
 * routes at the mount only as a checked {@link Call}; all others are answered here, in the contract's own style.
 */
@Component
@Order(0)
class ContractFilter extends OncePerRequestFilter {

    private final Contracts contracts;
    private final Callers callers;
    private final CallReader calls;
    private final RateLimits limits;
    private final CallFaults faults;
    private final AnswerWriter answers;
    private final BodyBytes bodies;
    private final MountedRoutes routes;
    private final CallTraces traces;
    private final CallMeters meters;

    ContractFilter(
            Contracts contracts,
            Callers callers,
            CallReader calls,
            RateLimits limits,
            CallFaults faults,
            AnswerWriter answers,
            BodyBytes bodies,
            MountedRoutes routes,
            CallTraces traces,
            CallMeters meters) {
        this.contracts = contracts;
        this.callers = callers;
        this.calls = calls;
        this.limits = limits;
        this.faults = faults;
        this.answers = answers;
        this.bodies = bodies;
        this.routes = routes;
        this.traces = traces;
        this.meters = meters;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        Optional<Contracts.Place> place = contracts.find(request.getServletPath());
        if (place.isEmpty()) {
            chain.doFilter(request, response);
            return;
        }
        long started = System.nanoTime();
        Optional<Answer> refused = handOver(request, response, place.get(), started);
        if (refused.isPresent()) {
            bodies.giveBack(request);
            answers.write(refused.get(), response);
        }
    }

    /** @return the answer when the routes don't get the request; empty when they have it */
    private Optional<Answer> handOver(
            HttpServletRequest request, HttpServletResponse response, Contracts.Place place, long started)
            throws IOException {
        Dialect dialect = place.spokesman();
        try {
            Caller caller = caller(request, place);
            Contract contract = place.meantBy(caller);
            dialect = contract.dialect();
            Optional<OpenApiDocument.Match> match = contract.document().find(method(request), place.path());
            if (match.isEmpty()) {
                return Optional.of(counted(dialect, notOffered(request, contract, place.path()), started));
            }
            Call call = read(request, response, contract, match.get(), caller);
            request.setAttribute(Call.PROPERTY, call);
            // One spelling goes on, so that the routes can't read another operation into a path than the one that
            // was checked.
            String path = contract.mount() + match.get().operation().path().mounted(place.path());
            HttpServletRequest checked =
                    new BareRequest(request, method(request), UriUtils.encodePath(path, StandardCharsets.UTF_8));
            TracedCall traced = traces.begin(call, request);
            try (Work.Scope scope = traced.work().begin()) {
                routes.take(
                        checked,
                        response,
                        contract.mount(),
                        () -> {
                            bodies.giveBack(request);
                            traced.end(response.getStatus());
                            meters.answered(contract.dialect(), response.getStatus(), started);
                        },
                        call.passage());
            }
            return Optional.empty();
        } catch (RuntimeException failed) {
            return Optional.of(
                    counted(dialect, faults.answer(dialect, asked(request, place, dialect), failed), started));
        }
    }

    private Answer counted(Dialect dialect, Answer answer, long started) {
        meters.answered(dialect, answer.status(), started);
        return answer;
    }

    /** @return the operation that is asked for; method and path where nobody can tell yet */
    private static String asked(HttpServletRequest request, Contracts.Place place, Dialect dialect) {
        return place.candidates().stream()
                .filter(contract -> contract.dialect() == dialect)
                .findFirst()
                .flatMap(contract -> contract.document().find(method(request), place.path()))
                .map(match -> match.operation().id())
                .orElseGet(() -> request.getMethod() + " " + request.getRequestURI());
    }

    private Caller caller(HttpServletRequest request, Contracts.Place place) {
        Optional<OpenApiDocument.Match> match =
                place.candidates().get(0).document().find(method(request), place.path());
        if (match.isPresent() && match.get().operation().open()) {
            return Caller.NOBODY;
        }
        return match.isPresent() && match.get().operation().keyed()
                ? callers.ofZapierKey(
                        match.get().path().getOrDefault("userId", ""), HeaderText.of(request, ZapierKeys.HEADER))
                : callers.of(authorization(request));
    }

    private static @Nullable String authorization(HttpServletRequest request) {
        try {
            return HeaderText.of(request, HttpHeaders.AUTHORIZATION);
        } catch (Invalid unreadable) {
            throw new Unauthorized("Unauthorized");
        }
    }

    private Call read(
            HttpServletRequest request,
            HttpServletResponse response,
            Contract contract,
            OpenApiDocument.Match match,
            Caller caller)
            throws IOException {
        Tenant owner = null;
        if (!match.operation().open()) {
            owner = calls.tenant(contract.dialect(), match.operation(), caller);
            limit(owner, response);
        }
        return calls.read(request, match, caller, owner);
    }

    private static Answer notOffered(HttpServletRequest request, Contract contract, RequestPath path) {
        Set<String> methods = contract.document().methodsAt(path);
        if (methods.isEmpty()) {
            throw new NotFound("Cannot " + request.getMethod() + " " + request.getRequestURI());
        }
        return contract.dialect()
                .error(405, request.getMethod() + " is not offered here")
                .with("Allow", String.join(", ", methods));
    }

    /** @return the method of the operation that is meant: HEAD is GET, whose answer Tomcat sends without its body */
    private static String method(HttpServletRequest request) {
        return request.getMethod().equals("HEAD") ? "GET" : request.getMethod();
    }

    /** Counts the request, and tells the caller how it stands, in the fields of the IETF's RateLimit header draft. */
    private void limit(Tenant tenant, HttpServletResponse response) {
        limits.count(tenant).ifPresent(standing -> {
            response.setHeader("RateLimit-Limit", Integer.toString(standing.limit()));
            response.setHeader("RateLimit-Remaining", Integer.toString(standing.remaining()));
            response.setHeader("RateLimit-Reset", Long.toString(standing.resetSeconds()));
            if (!standing.allowed()) {
                throw new TooManyRequests(
                        "Too many requests, try again in " + standing.retrySeconds() + " s", standing.retrySeconds());
            }
        });
    }
}
