package dev.serai.webhook.delivery;

/** Ends a delivery in the route: no attempt is left, or none makes sense. The dead letter channel takes it from here. */
public final class DeliveryExhausted extends Exception {

    private static final long serialVersionUID = 1L;

    public DeliveryExhausted(String message) {
        super(message, null, false, false);
    }
}
