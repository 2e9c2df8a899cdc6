package dev.serai.egress;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.net.InetAddress;
import java.net.UnknownHostException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AddressRangeTest {

    @ParameterizedTest
    @CsvSource({
        "10.0.0.0/8, 10.255.255.255, 11.0.0.0",
        "172.16.0.0/12, 172.31.255.255, 172.32.0.0",
        "192.168.4.0/23, 192.168.5.255, 192.168.6.0",
        "203.0.113.7, 203.0.113.7, 203.0.113.6",
        "fd00::/8, fdff::1, fe00::1",
        "2001:db8:0:8000::/49, 2001:db8:0:ffff::1, 2001:db8:0:7fff::1"
    })
    void holdsTheAddressesThatShareItsPrefixAndNoOthers(String cidr, String inside, String outside)
            throws UnknownHostException {
        AddressRange range = AddressRange.of(cidr);
        assertThat(range.contains(bytes(inside))).isTrue();
        assertThat(range.contains(bytes(outside))).isFalse();
    }

    @Test
    void aPrefixOfZeroHoldsTheWholeFamilyAndNoneOfTheOther() throws UnknownHostException {
        assertThat(AddressRange.of("0.0.0.0/0").contains(bytes("198.51.100.1"))).isTrue();
        assertThat(AddressRange.of("0.0.0.0/0").contains(bytes("2001:db8::1"))).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "localhost",
                "example.com/8",
                "10.0.0.0/33",
                "10.0.0.0/-1",
                "10.0.0.0/",
                "10.0.0.0/8/8",
                "fd00::/129",
                "10.0.0.0/x",
                "300.0.0.1"
            })
    void refusesWhatIsNoRange(String cidr) {
        assertThatIllegalArgumentException().isThrownBy(() -> AddressRange.of(cidr));
    }

    @ParameterizedTest
    @ValueSource(strings = {"10/8", "10.0/16", "2130706433", "127.1"})
    void refusesAnAbbreviatedAddressBecauseItMeansAnotherOneThanItSeems(String cidr) {
        assertThatIllegalArgumentException().isThrownBy(() -> AddressRange.of(cidr));
    }

    @Test
    void neverTakesANameOfHexadecimalLettersForAnAddress() {
        assertThatIllegalArgumentException().isThrownBy(() -> AddressRange.of("fade.cafe/8"));
    }

    private static byte[] bytes(String address) throws UnknownHostException {
        return InetAddress.getByName(address).getAddress();
    }
}
