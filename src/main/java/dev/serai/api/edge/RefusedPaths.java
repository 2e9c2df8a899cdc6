package dev.serai.api.edge;

import dev.serai.refusal.Invalid;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Optional;
import org.springframework.security.web.firewall.RequestRejectedException;
import org.springframework.security.web.firewall.RequestRejectedHandler;
import org.springframework.stereotype.Component;

/** Answers requests that the firewall stopped, in the style of the contract whose paths they begin like. */
@Component
class RefusedPaths implements RequestRejectedHandler {

    private final Contracts contracts;
    private final AnswerWriter answers;

    RefusedPaths(Contracts contracts, AnswerWriter answers) {
        this.contracts = contracts;
        this.answers = answers;
    }

    @Override
    public void handle(HttpServletRequest request, HttpServletResponse response, RequestRejectedException refused)
            throws IOException {
        // As it was written: nobody may take this path apart.
        Optional<Contracts.Place> place = contracts.find(request.getRequestURI());
        if (place.isEmpty()) {
            response.sendError(HttpServletResponse.SC_BAD_REQUEST);
            return;
        }
        answers.write(
                place.get()
                        .spokesman()
                        .invalid(
                                new Invalid(
                                        "path",
                                        "must have none of ; // /./ /../ nor a control character, %, /, \\ or ; that is encoded")),
                response);
    }
}
