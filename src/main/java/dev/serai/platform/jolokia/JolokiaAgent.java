package dev.serai.platform.jolokia;

import jakarta.servlet.ServletConfig;
import java.util.Map;
import org.jolokia.server.core.config.ConfigKey;
import org.jolokia.server.core.config.Configuration;
import org.jolokia.server.core.config.StaticConfiguration;
import org.jolokia.server.core.http.AgentServlet;
import org.jolokia.server.core.service.api.JolokiaServiceManager;

/** Jolokia, for those who may do the same. */
final class JolokiaAgent extends AgentServlet {

    private static final long serialVersionUID = 1L;

    private final String kind;
    private final transient MBeanRules rules;

    /** @param kind sets its own MBeans apart from those of the other one */
    JolokiaAgent(String kind, MBeanRules rules) {
        super(new AllowedOnly(rules));
        this.kind = kind;
        this.rules = rules;
    }

    @Override
    protected void initServices(ServletConfig config, JolokiaServiceManager services) {
        super.initServices(config, services);
        services.addService(new ClassKeys());
        services.addService(new ListedRights(rules));
    }

    /** Nothing from the environment or a system property: what is not said here stays switched off. */
    @Override
    protected Configuration createWebConfig() {
        return new StaticConfiguration(Map.of(
                ConfigKey.AGENT_ID.getKeyValue(), "serai-" + kind,
                ConfigKey.MBEAN_QUALIFIER.getKeyValue(), "agent=" + kind,
                ConfigKey.DISABLE_DETECTORS.getKeyValue(), "true",
                ConfigKey.DISCOVERY_ENABLED.getKeyValue(), "false",
                ConfigKey.DEBUG_MAX_ENTRIES.getKeyValue(), "1",
                ConfigKey.HISTORY_MAX_ENTRIES.getKeyValue(), "1",
                ConfigKey.MAX_DEPTH.getKeyValue(), "9",
                ConfigKey.MAX_OBJECTS.getKeyValue(), "200000",
                ConfigKey.INCLUDE_STACKTRACE.getKeyValue(), "false",
                ConfigKey.STREAMING.getKeyValue(), "true"));
    }
}
