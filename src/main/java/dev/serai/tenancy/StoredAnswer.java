package dev.serai.tenancy;

/**
 * The answer to a request, as a repeat gets it again.
 *
 * @param status its HTTP status
 * @param json its body
 */
public record StoredAnswer(int status, String json) {

    @Override
    public String toString() {
        return "StoredAnswer[" + status + "]";
    }
}
