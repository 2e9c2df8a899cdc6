package dev.serai.api.edge;

import dev.serai.refusal.NotFound;
import dev.serai.tenancy.Caller;
import dev.serai.tenancy.Callers;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

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
    private final CallFaults faults;
    private final AnswerWriter answers;

    ContractFilter(Contracts contracts, Callers callers, CallReader calls, CallFaults faults, AnswerWriter answers) {
        this.contracts = contracts;
        this.callers = callers;
        this.calls = calls;
        this.faults = faults;
        this.answers = answers;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        Optional<Contracts.Place> place = contracts.find(request.getRequestURI());
        if (place.isEmpty()) {
            chain.doFilter(request, response);
            return;
        }
        Dialect dialect = place.get().spokesman().dialect();
        Optional<Answer> refused;
        try {
            Caller caller = callers.of(request.getHeader("Authorization"));
            Contract contract = place.get().meantBy(caller);
            dialect = contract.dialect();
            refused = check(request, contract, place.get().path(), caller);
            if (refused.isEmpty()) {
                goOn(request, response, chain, contract, place.get());
                return;
            }
        } catch (RuntimeException failed) {
            refused = Optional.of(faults.answer(dialect, request.getMethod() + " " + request.getRequestURI(), failed));
        }
        answers.write(refused.get(), response);
    }

    private Optional<Answer> check(HttpServletRequest request, Contract contract, String path, Caller caller)
            throws IOException {
        List<String> parts = PathTemplate.split(path);
        Optional<OpenApiDocument.Match> match = contract.document().find(request.getMethod(), parts);
        if (match.isPresent()) {
            request.setAttribute(Call.PROPERTY, calls.read(request, contract, match.get(), caller));
            return Optional.empty();
        }
        Set<String> methods = contract.document().methodsAt(parts);
        if (methods.isEmpty()) {
            throw new NotFound("Cannot " + request.getMethod() + " " + request.getRequestURI());
        }
        return Optional.of(contract.dialect()
                .error(405, request.getMethod() + " is not offered here")
                .with("Allow", String.join(", ", methods)));
    }

    private static void goOn(
            HttpServletRequest request,
            HttpServletResponse response,
            FilterChain chain,
            Contract contract,
            Contracts.Place place)
            throws ServletException, IOException {
        BareRequest bare = new BareRequest(request);
        if (place.mounted()) {
            chain.doFilter(bare, response);
        } else {
            request.getRequestDispatcher(contract.mount() + place.path()).forward(bare, response);
        }
    }
}
