package dev.serai.egress;

/** The way out for tests that have no hub. */
public final class OpenEgress {

    private OpenEgress() {}

    /** @return a client that reaches this machine; to be destroyed after use */
    public static OutboundClient toLoopback() {
        EgressProperties properties = Egress.properties("127.0.0.0/8");
        return new OutboundClient(new VettedAddresses(new AddressRules(properties), properties), properties);
    }
}
