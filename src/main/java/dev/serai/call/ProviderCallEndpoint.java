package dev.serai.call;

import org.apache.camel.Component;
import org.apache.camel.Consumer;
import org.apache.camel.Processor;
import org.apache.camel.Producer;
import org.apache.camel.support.DefaultEndpoint;
import org.jspecify.annotations.Nullable;

/** One kind of call, for all connections of its provider. */
class ProviderCallEndpoint extends DefaultEndpoint {

    /** The exchange property that keeps the action for later steps. */
    static final String ACTION = "action";

    private final ProviderCalls calls;
    private final String method;
    private String path = "";
    private String query = "";
    private @Nullable String body;
    private boolean reading;

    ProviderCallEndpoint(String uri, Component component, ProviderCalls calls, String method) {
        super(uri, component);
        this.calls = calls;
        this.method = method;
    }

    /** @return the path below the connection's base URL, with inputs in braces */
    public String getPath() {
        return path;
    }

    /** @param path the path below the connection's base URL, with inputs in braces */
    public void setPath(String path) {
        this.path = path;
    }

    /** @return the inputs that go into the query, divided by commas */
    public String getQuery() {
        return query;
    }

    /** @param query the inputs that go into the query, divided by commas; {@code limit=size} sends the input size as limit */
    public void setQuery(String query) {
        this.query = query;
    }

    /** @return the input that is the JSON body; null: there is none */
    public @Nullable String getBody() {
        return body;
    }

    /** @param body the input that is the JSON body */
    public void setBody(@Nullable String body) {
        this.body = body;
    }

    /** @return whether the call only reads, so that it may be made again; a GET always does */
    public boolean isReading() {
        return reading;
    }

    /** @param reading whether the call only reads, so that it may be made again */
    public void setReading(boolean reading) {
        this.reading = reading;
    }

    @Override
    public Producer createProducer() {
        return new ProviderCallProducer(this, calls, new CallTemplate(method, path, query, body), reading);
    }

    @Override
    public Consumer createConsumer(Processor route) {
        throw new IllegalArgumentException("provider-call: can't begin a route");
    }

    @Override
    public boolean isSingleton() {
        return true;
    }
}
