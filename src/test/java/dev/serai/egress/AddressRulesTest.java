package dev.serai.egress;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AddressRulesTest {

    private final AddressRules closed = new AddressRules(Egress.properties());

    @ParameterizedTest
    @ValueSource(
            strings = {
                "0.0.0.0", "0.1.2.3", "10.0.0.1", "100.64.0.1", "100.127.255.255", "127.0.0.1", "127.255.0.1",
                "169.254.169.254", "172.16.0.1", "172.31.255.255", "192.0.0.8", "192.0.2.1", "192.88.99.1",
                        "192.168.1.1",
                "198.18.0.1", "198.19.255.255", "198.51.100.1", "203.0.113.1", "224.0.0.1", "239.255.255.255",
                        "240.0.0.1",
                "255.255.255.255"
            })
    void refusesAnIpv4AddressThatIsNotReachableFromEverywhere(String address) throws UnknownHostException {
        assertThat(closed.allow(InetAddress.getByName(address))).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "::", "::1", "::7f00:1", "64:ff9b::7f00:1", "64:ff9b::808:808", "64:ff9b:1::a00:1", "100::1",
                        "100:0:0:1::1",
                "2001::1", "2001:db8::1", "2002:7f00:1::", "2002:808:808::1", "3fff::1", "4000::1", "5f00::1",
                        "fc00::1",
                "fd00:ec2::254", "fe80::1", "fec0::1", "ff02::1"
            })
    void refusesAnIpv6AddressThatIsNotReachableFromEverywhere(String address) throws UnknownHostException {
        assertThat(closed.allow(InetAddress.getByName(address))).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1.1.1.1",
                "9.255.255.255",
                "11.0.0.0",
                "100.63.255.255",
                "100.128.0.0",
                "172.15.255.255",
                "172.32.0.0",
                "192.0.1.1",
                "223.255.255.255",
                "2606:4700::1111",
                "2a00:1450::1",
                "2001:4860::8888",
                "2003::1"
            })
    void allowsAPublicAddress(String address) throws UnknownHostException {
        assertThat(closed.allow(InetAddress.getByName(address))).isTrue();
    }

    @Test
    void judgesAMappedAddressAsTheIpv4AddressThatItIs() throws UnknownHostException {
        byte[] mapped = new byte[16];
        mapped[10] = mapped[11] = (byte) 0xff;
        mapped[12] = 10;
        mapped[15] = 1;
        // Java unwraps such addresses when it reads them, but not every way to make one goes through that.
        InetAddress disguised = Inet6Address.getByAddress(null, mapped, -1);
        assertThat(closed.allow(disguised)).isFalse();
        assertThat(new AddressRules(Egress.properties("10.0.0.0/8")).allow(disguised))
                .isTrue();
    }

    @Test
    void allowsWhatTheOperatorOpensAndNothingBeside() throws UnknownHostException {
        AddressRules opened = new AddressRules(Egress.properties("10.1.0.0/16", "fd12::/16"));
        assertThat(opened.allow(InetAddress.getByName("10.1.2.3"))).isTrue();
        assertThat(opened.allow(InetAddress.getByName("fd12::1"))).isTrue();
        assertThat(opened.allow(InetAddress.getByName("10.2.0.1"))).isFalse();
        assertThat(opened.allow(InetAddress.getByName("127.0.0.1"))).isFalse();
    }
}
