package dev.serai.api.edge;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.serai.tenancy.AuditLog;
import dev.serai.tenancy.Idempotency;
import dev.serai.tenancy.StoredAnswer;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.springframework.stereotype.Component;

/**
 * Carries out calls that change something: once, however often one is sent under the same {@code Idempotency-Key}, and
 * with an entry in the audit log, all in one transaction.
 */
@Component
public class Changes {

    private final Idempotency idempotency;
    private final AuditLog audit;
    private final ObjectMapper json;

    Changes(Idempotency idempotency, AuditLog audit, ObjectMapper json) {
        this.idempotency = idempotency;
        this.audit = audit;
        this.json = json;
    }

    /**
     * What a call has changed.
     *
     * @param action what was done, such as {@code created}; empty: nothing, and the audit log has no entry of it
     * @param subjectType what it was done to, such as {@code webhook}
     * @param subjectId its id
     * @param answer the answer to the call
     */
    public record Change(String action, String subjectType, String subjectId, Answer answer) {

        /** @return the answer to a call that found everything as it was to be */
        public static Change none(Answer answer) {
            return new Change("", "", "", answer);
        }
    }

    /**
     * Carries a call out.
     *
     * @param work what to do; a refusal undoes all of it and is not kept
     * @return the answer, or that of the first time
     * @throws dev.serai.refusal.Conflict when the key was used for another request
     */
    public Answer carryOut(Call call, Supplier<Change> work) {
        StoredAnswer answer = idempotency.once(
                call.tenant(),
                operation(call),
                call.idempotencyKey().orElse(null),
                call.body().toString(),
                () -> {
                    Change change = work.get();
                    if (!change.action().isEmpty()) {
                        audit.add(
                                call.tenant(),
                                new AuditLog.Actor(call.caller().subject(), call.clientAddress()),
                                change.action(),
                                change.subjectType(),
                                change.subjectId());
                    }
                    return stored(change.answer());
                });
        return told(answer);
    }

    /**
     * Finds the answer to a call that was carried out before: a provider that has to be asked first is not asked again.
     *
     * @return the answer of the first time; empty when there was none under its {@code Idempotency-Key}
     * @throws dev.serai.refusal.Conflict when the key was used for another request
     */
    public Optional<Answer> earlier(Call call) {
        return idempotency
                .answered(
                        call.tenant(),
                        operation(call),
                        call.idempotencyKey().orElse(null),
                        call.body().toString())
                .map(Changes::told);
    }

    private static String operation(Call call) {
        // Sorted, because the fingerprint must be the same on every hub.
        return call.operationId() + ' ' + new TreeMap<>(call.path());
    }

    private static Answer told(StoredAnswer answer) {
        return answer.json().isEmpty()
                ? new Answer(answer.status(), null, Answer.JSON, Map.of())
                : Answer.of(answer.status(), new StoredJson(answer.json()));
    }

    /**
     * Notes in the audit log what a call has changed already, where its work could not be one transaction because a
     * provider had to be asked in between.
     *
     * @param action what was done, such as {@code authorized}
     */
    public void note(Call call, String action, String subjectType, String subjectId) {
        audit.add(
                call.tenant(),
                new AuditLog.Actor(call.caller().subject(), call.clientAddress()),
                action,
                subjectType,
                subjectId);
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
