package dev.serai.api.edge;

import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/** What of a request counts as it came, for operations that pass calls on. */
public final class Passage {

    private final String method;
    private final String query;
    private final Map<String, String> headers;
    private final byte[] body;
    private final List<Runnable> afterwards = new CopyOnWriteArrayList<>();
    private volatile @Nullable Body answer;

    Passage(String method, String query, Map<String, String> headers, byte[] body) {
        this.method = method;
        this.query = query;
        this.headers = Map.copyOf(headers);
        this.body = body;
    }

    /** @return the HTTP method */
    public String method() {
        return method;
    }

    /** @return the query, still encoded; empty for none */
    public String query() {
        return query;
    }

    /** @return what was sent of {@code Accept}, {@code Content-Type} and the headers that the contract declares */
    public Map<String, String> headers() {
        return headers;
    }

    /** @return the body; empty for none */
    public byte[] body() {
        return body;
    }

    /** Has something done once the answer has been sent, or can't be any more. */
    public void afterwards(Runnable work) {
        afterwards.add(work);
    }

    /** Takes the body of the answer, which goes out as it is. */
    void answer(byte[] bytes, String contentType) {
        answer = new Body(bytes, contentType);
    }

    /** Puts the answer's body where the answer is sent from. */
    void into(WholeResponse response) {
        Body ready = answer;
        if (ready != null) {
            response.take(ready.bytes(), ready.contentType());
        }
    }

    /** Ends it: the answer has been sent, or can't be. */
    void end() {
        answer = null;
        afterwards.forEach(Runnable::run);
    }

    private record Body(byte[] bytes, String contentType) {}
}
