package dev.serai.platform.hawtio;

import org.apache.camel.CamelContext;
import org.apache.camel.spi.ManagementAgent;
import org.apache.camel.spring.boot.CamelContextConfiguration;
import org.springframework.stereotype.Component;

/**
 * Which steps of routes have figures of their own in Hawtio's diagrams: those that have been given an id. For all steps
 * they would take a quarter of the hub's memory.
 */
@Component
class StepFigures implements CamelContextConfiguration {

    @Override
    public void beforeApplicationStart(CamelContext camel) {
        ManagementAgent agent = camel.getManagementStrategy().getManagementAgent();
        // Without JMX there are none.
        if (agent != null) {
            agent.setOnlyRegisterProcessorWithCustomId(true);
        }
    }

    @Override
    public void afterApplicationStart(CamelContext camel) {
        // Everything is set before.
    }
}
