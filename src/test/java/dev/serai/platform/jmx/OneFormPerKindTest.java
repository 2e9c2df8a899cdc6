package dev.serai.platform.jmx;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import javax.management.MBeanInfo;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import org.apache.camel.CamelContext;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.spi.ManagementMBeanAssembler;
import org.apache.camel.support.management.DefaultManagementMBeanAssembler;
import org.junit.jupiter.api.Test;

/** The MBeans are the same as Camel's own, and are those of their object alone. */
class OneFormPerKindTest {

    private final MBeanServer server = ManagementFactory.getPlatformMBeanServer();

    @Test
    void everyMBeanOffersWhatCamelWouldOffer() throws Exception {
        Map<String, List<String>> camels = offers("camels", true);
        Map<String, List<String>> ours = offers("ours", false);

        assertThat(ours).isNotEmpty().isEqualTo(camels);
    }

    @Test
    void twoOfAKindTellOfThemselves() throws Exception {
        try (CamelContext camel = started("two", false)) {
            camel.createProducerTemplate().sendBody("direct:first", "once");

            assertThat(server.getAttribute(route("two", "first"), "ExchangesTotal"))
                    .isEqualTo(1L);
            assertThat(server.getAttribute(route("two", "second"), "ExchangesTotal"))
                    .isEqualTo(0L);
            assertThat(server.getAttribute(route("two", "second"), "RouteId")).isEqualTo("second");
        }
    }

    @Test
    void operationsReachTheirOwnObject() throws Exception {
        try (CamelContext camel = started("operated", false)) {
            server.invoke(route("operated", "first"), "stop", new Object[0], new String[0]);

            assertThat(camel.getRouteController().getRouteStatus("first").isStopped())
                    .isTrue();
            assertThat(camel.getRouteController().getRouteStatus("second").isStarted())
                    .isTrue();
        }
    }

    private Map<String, List<String>> offers(String name, boolean camelsWay) throws Exception {
        try (CamelContext camel = started(name, camelsWay)) {
            Map<String, List<String>> offers = new TreeMap<>();
            Set<ObjectName> names = server.queryNames(new ObjectName("org.apache.camel:context=" + name + ",*"), null);
            for (ObjectName one : names) {
                MBeanInfo info = server.getMBeanInfo(one);
                offers.put(
                        // Threads, services and the like are numbered.
                        one.getKeyProperty("type") + " "
                                + one.getKeyProperty("name").replace(name, "").replaceAll("\\(.*|0x\\w+", ""),
                        List.of(
                                info.getClassName(),
                                String.valueOf(info.getDescription()),
                                sorted(info.getAttributes()),
                                sorted(info.getOperations()),
                                sorted(info.getNotifications())));
            }
            // The assembler shows itself.
            offers.keySet().removeAll(Set.of("services OneFormPerKind", "services DefaultManagementMBeanAssembler"));
            return offers;
        }
    }

    private static String sorted(Object[] features) {
        return Arrays.stream(features).map(Object::toString).sorted().toList().toString();
    }

    private static ObjectName route(String context, String id) throws Exception {
        return new ObjectName("org.apache.camel:context=" + context + ",type=routes,name=\"" + id + "\"");
    }

    private static CamelContext started(String name, boolean camelsWay) throws Exception {
        DefaultCamelContext camel = new DefaultCamelContext();
        camel.getCamelContextExtension().setName(name);
        camel.getManagementNameStrategy().setNamePattern(name);
        ManagementMBeanAssembler assembler =
                camelsWay ? new DefaultManagementMBeanAssembler(camel) : new OneFormPerKind(camel);
        camel.getCamelContextExtension().setManagementMBeanAssembler(assembler);
        camel.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:first").routeId("first").log("first").id("tell-first");
                from("direct:second").routeId("second").log("second").id("tell-second");
            }
        });
        camel.start();
        return camel;
    }
}
