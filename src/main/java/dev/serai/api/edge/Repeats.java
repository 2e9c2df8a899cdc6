package dev.serai.api.edge;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.serai.tenancy.Idempotency;
import dev.serai.tenancy.StoredAnswer;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.springframework.stereotype.Component;

/** Carries a call out once, however often it is sent under the same {@code Idempotency-Key}. */
@Component
public class Repeats {

    private final Idempotency idempotency;
    private final ObjectMapper json;

    Repeats(Idempotency idempotency, ObjectMapper json) {
        this.idempotency = idempotency;
        this.json = json;
    }

    /**
     * Carries a call out.
     *
     * @param work what to do, and its answer; a refusal is not kept
     * @return the answer, or that of the first time
     * @throws dev.serai.refusal.Conflict when the key was used for another request
     */
    public Answer once(Call call, Supplier<Answer> work) {
        if (call.idempotencyKey().isEmpty()) {
            return work.get();
        }
        StoredAnswer answer = idempotency.once(
                call.tenant(),
                // Sorted, because the fingerprint must be the same on every hub.
                call.operationId() + ' ' + new TreeMap<>(call.path()),
                call.idempotencyKey().get(),
                call.body().toString(),
                () -> stored(work.get()));
        return answer.json().isEmpty()
                ? new Answer(answer.status(), null, "application/json", Map.of())
                : Answer.of(answer.status(), new StoredJson(answer.json()));
    }

    private StoredAnswer stored(Answer answer) {
        try {
            return new StoredAnswer(
                    answer.status(), answer.body() == null ? "" : json.writeValueAsString(answer.body()));
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("an answer always becomes JSON", impossible);
        }
    }
}
