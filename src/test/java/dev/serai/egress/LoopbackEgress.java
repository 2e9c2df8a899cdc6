package dev.serai.egress;

import java.net.InetAddress;
import java.util.Set;

/** The way out for tests that have no hub: every name is this machine, and the ranges that a test opens are open. */
public final class LoopbackEgress {

    private LoopbackEgress() {}

    private static VettedAddresses addresses(EgressProperties properties) {
        return new VettedAddresses(
                new AddressRules(properties),
                properties,
                host -> new InetAddress[] {InetAddress.getByName("127.0.0.1")},
                System::nanoTime);
    }

    /** @return sockets for protocols that are not HTTP */
    public static SocketGuard sockets(String... open) {
        EgressProperties properties = Egress.properties(open);
        return new SocketGuard(addresses(properties), properties);
    }

    /** @return a client for HTTP */
    public static OutboundClient client(String... open) {
        EgressProperties properties = Egress.properties(open);
        return new OutboundClient(addresses(properties), properties);
    }

    /**
     * @param nameServer where to ask for records, such as {@code dns://127.0.0.1:5353}
     * @param hosts the hosts that have addresses
     */
    public static MailDomains mailDomains(String nameServer, Set<String> hosts) {
        EgressProperties properties = Egress.properties("127.0.0.0/8");
        return new MailDomains(
                new VettedAddresses(
                        new AddressRules(properties),
                        properties,
                        host -> {
                            if (!hosts.contains(host)) {
                                throw new java.net.UnknownHostException(host);
                            }
                            return new InetAddress[] {InetAddress.getByName("127.0.0.1")};
                        },
                        System::nanoTime),
                properties,
                nameServer);
    }
}
