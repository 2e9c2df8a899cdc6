package dev.serai.egress;

import java.net.InetAddress;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;

/**
 * Which addresses the hub may talk to: those that are reachable from everywhere (IANA's special-purpose registries,
 * RFC 6890), and those that the operator has opened.
 */
@Component
class AddressRules {

    private static final List<AddressRange> CLOSED = Stream.of(
                    "0.0.0.0/8", // this network
                    "10.0.0.0/8", // private
                    "100.64.0.0/10", // carrier-grade NAT
                    "127.0.0.0/8", // loopback
                    "169.254.0.0/16", // link-local, cloud metadata
                    "172.16.0.0/12", // private
                    "192.0.0.0/24", // protocol assignments
                    "192.0.2.0/24", // documentation
                    "192.88.99.0/24", // 6to4 relays
                    "192.168.0.0/16", // private
                    "198.18.0.0/15", // benchmarks
                    "198.51.100.0/24", // documentation
                    "203.0.113.0/24", // documentation
                    "224.0.0.0/4", // multicast
                    "240.0.0.0/4", // reserved, broadcast
                    // Only 2000::/3 is handed out as global unicast; all around it is local, special or nobody's yet.
                    "::/3", // unspecified, loopback, IPv4-compatible, NAT64 (leads to any IPv4 address), discard
                    "2001::/23", // protocol assignments, Teredo
                    "2001:db8::/32", // documentation
                    "2002::/16", // 6to4: leads to any IPv4 address
                    "3fff::/20", // documentation
                    "4000::/2", // segment routing
                    "8000::/1") // unique local, link-local, site-local, multicast
            .map(AddressRange::of)
            .toList();

    private final List<AddressRange> opened;

    AddressRules(EgressProperties properties) {
        this.opened = properties.ranges();
    }

    /** @return whether the hub may connect to this address */
    boolean allow(InetAddress address) {
        byte[] bytes = unmapped(address.getAddress());
        return opened.stream().anyMatch(range -> range.contains(bytes))
                || CLOSED.stream().noneMatch(range -> range.contains(bytes));
    }

    /** An IPv4 address that is written as an IPv6 one (RFC 4291, section 2.5.5.2) is judged as what it is. */
    private static byte[] unmapped(byte[] address) {
        boolean mapped = address.length == 16
                && Arrays.equals(address, 0, 10, new byte[10], 0, 10)
                && address[10] == (byte) 0xff
                && address[11] == (byte) 0xff;
        return mapped ? Arrays.copyOfRange(address, 12, 16) : address;
    }
}
