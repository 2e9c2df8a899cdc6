package dev.serai.api.company;

import dev.serai.api.edge.Answer;
import java.util.UUID;

/** The contract's envelopes around what it answers. */
final class CompanyAnswer {

    private CompanyAnswer() {}

    private record WithData(boolean success, Object data) {}

    private record WithMessage(boolean success, String message) {}

    private record Created(boolean success, String message, Id data) {}

    private record Id(UUID id) {}

    /** @return 200 with something to show */
    static Answer of(Object data) {
        return Answer.ok(new WithData(true, data));
    }

    /** @return 200 with the sentence that the contract says when it has done something */
    static Answer done(String message) {
        return Answer.ok(new WithMessage(true, message));
    }

    /** @return 201 with the id of what was made */
    static Answer created(String message, UUID id) {
        return Answer.created(new Created(true, message, new Id(id)));
    }
}
