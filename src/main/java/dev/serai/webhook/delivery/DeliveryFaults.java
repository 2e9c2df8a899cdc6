package dev.serai.webhook.delivery;

import org.apache.camel.Body;
import org.apache.camel.Exchange;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** Gives back a delivery that failed for a reason of ours, before anything was sent: it costs the receiver no attempt. */
@Component("deliveryFaults")
public class DeliveryFaults {

    private static final Logger LOG = LoggerFactory.getLogger(DeliveryFaults.class);
    private static final int AGAIN_IN_SECONDS = 10;

    private final DeliveryClaims claims;
    private final EndpointWindows windows;
    private final DeliveryMeters meters;

    DeliveryFaults(DeliveryClaims claims, EndpointWindows windows, DeliveryMeters meters) {
        this.claims = claims;
        this.windows = windows;
        this.meters = meters;
    }

    /** Returns the delivery to the table, to be due again in a while. */
    public void giveBack(@Body ClaimedDelivery delivery, Exchange exchange) {
        Exception fault = exchange.getProperty(Exchange.EXCEPTION_CAUGHT, Exception.class);
        LOG.error("Delivery {} could not be tried; it is due again in {} s", delivery.id(), AGAIN_IN_SECONDS, fault);
        meters.gaveBack();
        windows.leave(delivery, true);
        claims.release(delivery, AGAIN_IN_SECONDS);
    }
}
