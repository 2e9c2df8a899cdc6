package dev.serai.platform.hawtio;

import org.apache.camel.CamelContext;
import org.apache.camel.spring.boot.CamelContextConfiguration;
import org.springframework.stereotype.Component;

/** Has routes built so that an operator can hold messages at their steps, where that is configured. */
@Component
class Debugging implements CamelContextConfiguration {

    private final HawtioProperties properties;

    Debugging(HawtioProperties properties) {
        this.properties = properties;
    }

    @Override
    public void beforeApplicationStart(CamelContext camel) {
        // Standing by: nothing is held before somebody switches it on.
        camel.setDebugStandby(properties.debugger());
    }

    @Override
    public void afterApplicationStart(CamelContext camel) {
        // Everything is set before.
    }
}
