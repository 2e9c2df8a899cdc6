package dev.serai.platform.jolokia;

import java.util.EnumSet;
import java.util.Set;
import javax.management.ObjectName;
import org.jolokia.server.core.service.api.Restrictor;
import org.jolokia.server.core.util.HttpMethod;
import org.jolokia.server.core.util.RequestType;
import org.jspecify.annotations.Nullable;

/** Has Jolokia keep the rules, in every way that something can be asked of it. */
final class AllowedOnly implements Restrictor {

    private static final Set<RequestType> TYPES =
            EnumSet.of(RequestType.READ, RequestType.LIST, RequestType.SEARCH, RequestType.EXEC, RequestType.VERSION);

    private final MBeanRules rules;

    AllowedOnly(MBeanRules rules) {
        this.rules = rules;
    }

    @Override
    public boolean isHttpMethodAllowed(HttpMethod method) {
        return true;
    }

    @Override
    public boolean isTypeAllowed(RequestType type) {
        return TYPES.contains(type);
    }

    @Override
    public boolean isAttributeReadAllowed(ObjectName name, String attribute) {
        return rules.mayRead(name, attribute);
    }

    @Override
    public boolean isAttributeWriteAllowed(ObjectName name, String attribute) {
        return false;
    }

    @Override
    public boolean isOperationAllowed(ObjectName name, String operation) {
        return rules.mayInvoke(name, operation);
    }

    @Override
    public boolean isRemoteAccessAllowed(String... hosts) {
        return true;
    }

    /** The gate has seen where a request comes from. Nobody elsewhere is told that they may read an answer. */
    @Override
    public boolean isOriginAllowed(@Nullable String origin, boolean onlyWhenStrictChecking) {
        return onlyWhenStrictChecking;
    }

    @Override
    public boolean isObjectNameHidden(ObjectName name) {
        return !rules.isVisible(name);
    }

    @Override
    public boolean ignoreScheme() {
        return true;
    }
}
