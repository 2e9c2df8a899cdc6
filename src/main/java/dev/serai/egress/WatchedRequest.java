package dev.serai.egress;

import java.io.IOException;
import org.apache.hc.core5.http.RequestNotExecutedException;
import org.apache.hc.core5.http.message.BasicHttpRequest;
import org.apache.hc.core5.http.nio.DataStreamChannel;
import org.apache.hc.core5.http.nio.entity.BasicAsyncEntityProducer;
import org.apache.hc.core5.http.nio.support.BasicRequestProducer;

/** A request on its way out that knows whether any of it may have been sent. */
final class WatchedRequest extends BasicRequestProducer {

    private final boolean hasBody;
    private volatile boolean begun;

    WatchedRequest(OutboundRequest request) {
        super(head(request), request.body().length == 0 ? null : new BasicAsyncEntityProducer(request.body(), null));
        this.hasBody = request.body().length > 0;
    }

    private static BasicHttpRequest head(OutboundRequest request) {
        BasicHttpRequest head = new BasicHttpRequest(request.method(), request.url());
        request.headers().forEach(head::addHeader);
        return head;
    }

    @Override
    public void produce(DataStreamChannel channel) throws IOException {
        // The head waits in a buffer for the body's first bytes: until here nothing has left.
        begun = true;
        super.produce(channel);
    }

    /** @return whether it is certain that the receiver has seen nothing of it, so that sending it again doubles nothing */
    boolean wasNotSent(Exception failure) {
        return failure instanceof RequestNotExecutedException || hasBody && !begun;
    }
}
