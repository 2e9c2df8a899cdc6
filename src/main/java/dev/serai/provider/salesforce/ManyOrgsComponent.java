package dev.serai.provider.salesforce;

import dev.serai.call.ProviderCalls;
import dev.serai.provider.ProviderSettings;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import org.apache.camel.Endpoint;
import org.apache.camel.component.salesforce.SalesforceComponent;
import org.apache.camel.component.salesforce.SalesforceEndpoint;
import org.apache.camel.component.salesforce.SalesforceHttpClient;
import org.apache.camel.component.salesforce.SalesforceLoginConfig;
import org.apache.camel.component.salesforce.api.SalesforceException;
import org.apache.camel.component.salesforce.internal.OperationName;
import org.apache.camel.component.salesforce.internal.client.RawClient;
import org.apache.camel.component.salesforce.internal.client.RestClient;
import org.springframework.context.annotation.Lazy;
import org.springframework.stereotype.Component;

/**
 * Camel's Salesforce component for all organisations at once. As it comes, it is logged in to one: it has a session, an
 * HTTP client with its own cookies and a pool of threads. This one has none of these. Its endpoints say what is done, the
 * exchange says for which organisation ({@link Org#PROPERTY}), and what the component has written is sent by
 * {@link GuardedRestClient}. So there is one component and one endpoint for each operation, however many organisations
 * there are.
 */
@Component("salesforce")
@Lazy
public class ManyOrgsComponent extends SalesforceComponent {

    /** Those that are one request and its answer; the others open connections of their own. */
    private static final Set<OperationName> OPERATIONS = EnumSet.of(
            OperationName.GET_VERSIONS,
            OperationName.GET_RESOURCES,
            OperationName.GET_GLOBAL_OBJECTS,
            OperationName.GET_BASIC_INFO,
            OperationName.GET_DESCRIPTION,
            OperationName.GET_SOBJECT,
            OperationName.CREATE_SOBJECT,
            OperationName.UPDATE_SOBJECT,
            OperationName.DELETE_SOBJECT,
            OperationName.GET_SOBJECT_WITH_ID,
            OperationName.UPSERT_SOBJECT,
            OperationName.DELETE_SOBJECT_WITH_ID,
            OperationName.GET_BLOB_FIELD,
            OperationName.QUERY,
            OperationName.QUERY_MORE,
            OperationName.QUERY_ALL,
            OperationName.SEARCH,
            OperationName.APEX_CALL,
            OperationName.RECENT,
            OperationName.LIMITS,
            OperationName.APPROVAL,
            OperationName.APPROVALS);

    private final ProviderCalls calls;
    private final ProviderSettings settings;
    private final SalesforceHttpClient writing = new SalesforceHttpClient();

    ManyOrgsComponent(ProviderCalls calls, ProviderSettings settings) {
        this.calls = calls;
        this.settings = settings;
        // Who logs in where is the connections' business; the component asks for it nevertheless.
        SalesforceLoginConfig nobody = new SalesforceLoginConfig();
        nobody.setLazyLogin(true);
        setLoginConfig(nobody);
    }

    @Override
    protected void doStart() {
        // Nothing is started: neither an HTTP client with its threads, nor a session.
    }

    @Override
    protected Endpoint createEndpoint(String uri, String remaining, Map<String, Object> parameters) throws Exception {
        SalesforceEndpoint parsed = (SalesforceEndpoint) super.createEndpoint(uri, remaining, parameters);
        if (!OPERATIONS.contains(parsed.getOperationName())) {
            throw new IllegalArgumentException("salesforce:" + remaining + " is not one of this hub's operations: "
                    + OPERATIONS.stream().map(OperationName::value).sorted().toList());
        }
        parsed.getConfiguration().setApiVersion(apiVersion());
        return new OrgEndpoint(uri, this, parsed);
    }

    @Override
    public RestClient createRestClientFor(SalesforceEndpoint endpoint) throws SalesforceException {
        return new GuardedRestClient(endpoint.getConfiguration().getApiVersion(), writing, calls);
    }

    @Override
    public RawClient createRawClientFor(SalesforceEndpoint endpoint) {
        throw new UnsupportedOperationException("salesforce:raw is not one of this hub's operations");
    }

    private String apiVersion() {
        String version = settings.require(Salesforce.PROVIDER, "api-version");
        return version.startsWith("v") ? version.substring(1) : version;
    }
}
