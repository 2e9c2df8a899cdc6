package dev.serai.egress;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.regex.Pattern;

/**
 * A range of IP addresses, as CIDR writes it (RFC 4632).
 *
 * @param network the first address, 4 or 16 bytes
 * @param prefix how many leading bits all addresses of the range share
 */
record AddressRange(byte[] network, int prefix) {

    private static final Pattern LITERAL =
            Pattern.compile("[0-9]{1,3}(\\.[0-9]{1,3}){3}|[0-9a-fA-F]*:[0-9a-fA-F:]*(\\.?[0-9]+)*");

    /**
     * Reads a range such as {@code 10.0.0.0/8} or {@code fd00::/8}; a single address is a range of one.
     *
     * @throws IllegalArgumentException when it is none
     */
    static AddressRange of(String cidr) {
        String[] parts = cidr.strip().split("/", -1);
        // Only full literals: a name would be looked up, and 10/8 would be read as 0.0.0.10/8.
        if (!LITERAL.matcher(parts[0]).matches() || parts.length > 2) {
            throw new IllegalArgumentException("'" + cidr + "' is not a CIDR such as 10.0.0.0/8");
        }
        try {
            byte[] network = InetAddress.getByName(parts[0]).getAddress();
            int prefix = parts.length == 1 ? network.length * 8 : Integer.parseInt(parts[1]);
            if (prefix < 0 || prefix > network.length * 8) {
                throw new IllegalArgumentException("'" + cidr + "' has a prefix that its address is too short for");
            }
            return new AddressRange(network, prefix);
        } catch (UnknownHostException | NumberFormatException malformed) {
            throw new IllegalArgumentException("'" + cidr + "' is not a CIDR such as 10.0.0.0/8", malformed);
        }
    }

    boolean contains(byte[] address) {
        if (address.length != network.length) {
            return false;
        }
        for (int bit = 0; bit < prefix; bit += 8) {
            int mask = prefix - bit >= 8 ? 0xff : 0xff << (8 - (prefix - bit)) & 0xff;
            if ((address[bit / 8] & mask) != (network[bit / 8] & mask)) {
                return false;
            }
        }
        return true;
    }
}
