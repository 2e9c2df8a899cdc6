package dev.serai.provider;

import dev.serai.schedule.Postponed;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/** A provider refused a call, or could not be reached. */
public class ProviderFault extends RuntimeException implements Postponed {

    private static final long serialVersionUID = 1L;

    private final ErrorClass kind;
    private final @Nullable Duration retryAfter;
    private final @Nullable String word;
    private final @Nullable Integer status;

    /**
     * A refusal that says nothing more.
     *
     * @param message a sentence for the connection's owner, without secrets
     */
    public ProviderFault(ErrorClass kind, String message) {
        this(kind, message, null, null);
    }

    /**
     * A refusal.
     *
     * @param message a sentence for the connection's owner, without secrets
     * @param retryAfter how long the provider asks to be left alone; null: it does not say
     * @param word the provider's own word for it, such as {@code invalid_grant}; null: it has none
     */
    public ProviderFault(ErrorClass kind, String message, @Nullable Duration retryAfter, @Nullable String word) {
        this(kind, message, retryAfter, word, null);
    }

    /**
     * A refusal by an answer.
     *
     * @param status the answer's status, of HTTP or of the provider's own protocol; null: there was no answer
     */
    public ProviderFault(
            ErrorClass kind,
            String message,
            @Nullable Duration retryAfter,
            @Nullable String word,
            @Nullable Integer status) {
        super(message);
        this.kind = kind;
        this.retryAfter = retryAfter;
        this.word = word;
        this.status = status;
    }

    /** @return what the refusal asks for */
    public ErrorClass kind() {
        return kind;
    }

    /** @return how long the provider asks to be left alone; empty when it does not say */
    @Override
    public Optional<Duration> retryAfter() {
        return Optional.ofNullable(retryAfter);
    }

    /** @return the status of the answer that refused; empty when there was none, or nobody said */
    public OptionalInt status() {
        return status == null ? OptionalInt.empty() : OptionalInt.of(status);
    }

    /** @return the provider's own word for it, such as {@code invalid_grant}; empty when it has none */
    public Optional<String> word() {
        return Optional.ofNullable(word);
    }
}
