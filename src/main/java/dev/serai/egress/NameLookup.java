package dev.serai.egress;

import java.net.InetAddress;
import java.net.UnknownHostException;

/** Turns a host's name into addresses. */
@FunctionalInterface
interface NameLookup {

    /**
     * Looks a name up; a literal address stands for itself.
     *
     * @throws UnknownHostException when the name has no address
     */
    InetAddress[] addressesOf(String host) throws UnknownHostException;
}
