package dev.serai.provider.googlecalendar;

import org.jspecify.annotations.Nullable;

/**
 * What Google answered, as far as it is an answer: everything else is a {@link dev.serai.provider.ProviderFault}.
 *
 * @param status 200 for a success, or one of 404, 409, 410 and 412, which say how things are
 * @param body what came with a success; null: nothing
 */
record CalendarAnswer(int status, @Nullable Object body) {

    static final int NOT_FOUND = 404;
    static final int EXISTS = 409;
    static final int GONE = 410;
    static final int CHANGED_MEANWHILE = 412;

    boolean isSuccess() {
        return status == 200;
    }

    boolean isMissing() {
        return status == NOT_FOUND || status == GONE;
    }

    /** @return the body of a success */
    <T> T as(Class<T> type) {
        if (body == null) {
            throw new IllegalStateException("Google answered nothing where it owes a " + type.getSimpleName());
        }
        return type.cast(body);
    }
}
