package dev.serai.provider.standin;

import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What can go wrong with a call. */
public final class Fault {

    /** The call is done, and its answer is cut in half: no JSON. */
    public static final Fault GARBAGE = new Fault("GARBAGE", null);

    /** The call is done, and its answer comes byte by byte, in its whole length, slowly. */
    public static final Fault DRIP = new Fault("DRIP", null);

    /** The call is done, and the connection ends without an answer. */
    public static final Fault LOST_ANSWER = new Fault("LOST_ANSWER", null);

    /** Nothing is done, and the connection ends without an answer. */
    public static final Fault CLOSED = new Fault("CLOSED", null);

    /** Nothing is done, and no answer comes until the stand-in is closed. */
    public static final Fault HANG = new Fault("HANG", null);

    private final String name;
    private final @Nullable Function<Call, Answer> instead;

    private Fault(String name, @Nullable Function<Call, Answer> instead) {
        this.name = name;
        this.instead = instead;
    }

    /** Nothing is done, and this is answered instead. */
    public static Fault answering(Answer answer) {
        return new Fault(String.valueOf(answer.status()), call -> answer);
    }

    /** Nothing is done, and what this function says to the call is answered instead. */
    public static Fault answering(String name, Function<Call, Answer> instead) {
        return new Fault(name, instead);
    }

    /**
     * Nothing is done, and this is answered instead.
     *
     * @param headers such as Retry-After
     * @param body the body as it stands; empty for none
     */
    public static Fault status(int status, Map<String, String> headers, String body) {
        return answering(Answer.text(status, body).with(headers));
    }

    /** Nothing is done, and a status without a body is answered instead. */
    public static Fault status(int status) {
        return answering(Answer.empty(status));
    }

    /** @return what is answered instead of the call being done; null when that is not what goes wrong */
    @Nullable
    Answer instead(Call call) {
        return instead == null ? null : instead.apply(call);
    }

    @Override
    public String toString() {
        return name;
    }
}
