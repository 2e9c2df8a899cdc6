package dev.serai.api.callcenter;

import dev.serai.api.edge.Answer;
import java.util.Map;
import java.util.UUID;

/** The contract's envelope around what it answers; a success is always a 200. */
final class CallcenterAnswer {

    private CallcenterAnswer() {}

    private record Success(boolean success, Object data) {}

    /** @return 200 with something to show */
    static Answer of(Object data) {
        return Answer.ok(new Success(true, data));
    }

    /** @return 200 with the id of what is no more */
    static Answer removed(UUID id) {
        return of(Map.of("id", id));
    }
}
