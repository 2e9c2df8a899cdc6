package dev.serai.event.kafka;

import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** Says that a batch waits, when it begins to and every few minutes after that. */
@Component("intakePause")
class IntakePause implements Processor {

    private static final Logger LOG = LoggerFactory.getLogger(IntakePause.class);
    private static final int EVERY = 40;

    IntakePause() {}

    @Override
    public void process(Exchange exchange) {
        int attempt = exchange.getMessage().getHeader(Exchange.REDELIVERY_COUNTER, 1, Integer.class);
        if (attempt % EVERY == 1) {
            Exception cause = exchange.getProperty(Exchange.EXCEPTION_CAUGHT, Exception.class);
            LOG.warn("Events from Kafka wait, since a step of their intake fails: {}", String.valueOf(cause));
        }
    }
}
