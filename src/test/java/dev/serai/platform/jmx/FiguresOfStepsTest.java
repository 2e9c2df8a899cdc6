package dev.serai.platform.jmx;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import javax.management.ObjectName;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class FiguresOfStepsTest {

    private final DefaultCamelContext camel = new DefaultCamelContext();

    @BeforeEach
    void start() throws Exception {
        camel.getCamelContextExtension().setName("steps");
        camel.getManagementNameStrategy().setNamePattern("steps");
        camel.getManagementStrategy().addEventNotifier(new FiguresOfSteps());
        camel.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:stopped").routeId("stopped").log("stopped").id("step-of-stopped");
                from("direct:other").routeId("other").log("other").id("step-of-other");
            }
        });
        camel.start();
    }

    @AfterEach
    void stop() throws IOException {
        camel.close();
    }

    @Test
    void aStepCountsOnAfterItsRouteWasStoppedAndStarted() throws Exception {
        send("stopped");
        camel.getRouteController().stopRoute("stopped");
        camel.getRouteController().startRoute("stopped");
        send("stopped");
        send("stopped");

        assertThat(count("step-of-stopped")).isEqualTo(2);
    }

    @Test
    void theStepsOfOtherRoutesKeepTheirFigures() throws Exception {
        send("other");
        camel.getRouteController().stopRoute("stopped");

        assertThat(count("step-of-other")).isEqualTo(1);
    }

    private void send(String route) {
        camel.createProducerTemplate().sendBody("direct:" + route, "x");
    }

    private static long count(String step) throws Exception {
        return (Long) ManagementFactory.getPlatformMBeanServer()
                .getAttribute(
                        new ObjectName("org.apache.camel:context=steps,type=processors,name=\"" + step + "\""),
                        "ExchangesTotal");
    }
}
