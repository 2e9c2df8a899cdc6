package dev.serai.provider.standin;

/** Thrown by a stand-in's handler when a call is refused, with the answer that says so. */
public class Refused extends RuntimeException {

    private static final long serialVersionUID = 1;

    private final transient Answer answer;

    public Refused(Answer answer) {
        this(answer.status() + " " + answer.text(), answer);
    }

    public Refused(String message, Answer answer) {
        super(message);
        this.answer = answer;
    }

    public final Answer answer() {
        return answer;
    }
}
