package dev.serai.platform.management;

import dev.serai.platform.web.Firewall;
import dev.serai.platform.web.PlainErrorValve;
import jakarta.servlet.FilterRegistration;
import jakarta.servlet.ServletContext;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.Map;
import org.apache.catalina.core.StandardHost;
import org.apache.coyote.AbstractProtocol;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.web.embedded.tomcat.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.PortInUseException;
import org.springframework.boot.web.server.WebServer;
import org.springframework.boot.web.servlet.context.ServletWebServerInitializedEvent;
import org.springframework.context.event.EventListener;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.PropertySource;
import org.springframework.stereotype.Component;

/**
 * The server behind the management port: a few pages and their guard. Spring Boot would start a second application context
 * with a second Spring MVC for it, and put every filter and route of the API within its reach.
 */
@Component
class ManagementServer implements DisposableBean {

    private static final Logger LOG = LoggerFactory.getLogger(ManagementServer.class);
    /** Probes that wait for a database which hangs must leave some for those that don't. */
    private static final int THREADS = 16;

    private static final int READ_TIMEOUT_MILLIS = 5_000;

    private final ManagementProperties properties;
    private final ObjectProvider<ManagementPage> pages;
    private final Gate gate;
    private final ConfigurableEnvironment environment;
    private @Nullable WebServer server;

    ManagementServer(
            ManagementProperties properties,
            ObjectProvider<ManagementPage> pages,
            Gate gate,
            ConfigurableEnvironment environment) {
        this.properties = properties;
        this.pages = pages;
        this.gate = gate;
        this.environment = environment;
    }

    /** Starts once the API has its port. */
    @EventListener
    void begin(ServletWebServerInitializedEvent api) {
        if (properties.isOff()) {
            return;
        }
        boolean anyPort = "0".equals(environment.getProperty("server.port"));
        int port = properties.portBeside(api.getWebServer().getPort(), anyPort);
        WebServer started;
        try {
            started = start(port);
        } catch (PortInUseException taken) {
            if (properties.isFixed()) {
                throw new ManagementPortTaken(port, taken);
            }
            started = start(0);
            LOG.warn("Port {} is in use: the management port is {} instead", port, started.getPort());
        }
        server = started;
        tell(started.getPort());
        LOG.info("Operators find the hub at http://{}:{}/hawtio", host(), started.getPort());
    }

    private String host() {
        InetAddress address = properties.address();
        if (address.isAnyLocalAddress()) {
            return "localhost";
        }
        return address instanceof Inet6Address ? "[" + address.getHostAddress() + "]" : address.getHostAddress();
    }

    private WebServer start(int port) {
        TomcatServletWebServerFactory factory = new TomcatServletWebServerFactory(port);
        factory.setAddress(properties.address());
        factory.setRegisterDefaultServlet(false);
        factory.addContextCustomizers(context ->
                ((StandardHost) context.getParent()).setErrorReportValveClass(PlainErrorValve.class.getName()));
        factory.addConnectorCustomizers(connector -> {
            if (connector.getProtocolHandler() instanceof AbstractProtocol<?> protocol) {
                protocol.setMaxThreads(THREADS);
                protocol.setMinSpareThreads(1);
                // Who sends nothing must not hold what probes need.
                protocol.setConnectionTimeout(READ_TIMEOUT_MILLIS);
            }
        });
        WebServer made = factory.getWebServer(this::register);
        made.start();
        return made;
    }

    private void register(ServletContext context) {
        FilterRegistration.Dynamic firewall = context.addFilter("firewall", Firewall.filter(null));
        firewall.setAsyncSupported(true);
        firewall.addMappingForUrlPatterns(null, false, "/*");
        for (ManagementPage page : pages) {
            context.addServlet(page.mapping(), new PageServlet(page, gate)).addMapping(page.mapping());
        }
    }

    /** As Spring Boot tells it, so that what asks for it there gets it. */
    private void tell(int port) {
        String name = "local.management.port";
        PropertySource<?> ports = environment.getPropertySources().get("server.ports");
        if (ports != null && ports.getSource() instanceof Map<?, ?>) {
            @SuppressWarnings("unchecked")
            Map<String, Object> known = (Map<String, Object>) ports.getSource();
            known.put(name, port);
        } else {
            environment.getPropertySources().addFirst(new MapPropertySource("management.ports", Map.of(name, port)));
        }
    }

    @Override
    public void destroy() {
        if (server != null) {
            server.stop();
            server.destroy();
        }
    }
}
