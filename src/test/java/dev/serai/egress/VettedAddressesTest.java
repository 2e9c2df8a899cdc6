package dev.serai.egress;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class VettedAddressesTest {

    private final AtomicLong now = new AtomicLong();
    private final AtomicInteger lookups = new AtomicInteger();
    private final AtomicReference<String[]> zone = new AtomicReference<>(new String[] {"93.184.216.34"});

    private final VettedAddresses addresses = with(host -> {
        lookups.incrementAndGet();
        return resolved(zone.get());
    });

    @Test
    void findsThePublicAddressesOfAName() throws UnknownHostException {
        zone.set(new String[] {"93.184.216.34", "2606:4700::1111"});
        assertThat(addresses.of("example.com").join()).containsExactly(resolved(zone.get()));
    }

    @Test
    void refusesAPrivateAddressBehindAPublicName() {
        zone.set(new String[] {"10.0.0.1"});
        assertFails(addresses.of("example.com"), OutboundFailure.Kind.REFUSED);
    }

    @Test
    void refusesANameWithOnePrivateAddressAmongPublicOnes() {
        zone.set(new String[] {"93.184.216.34", "127.0.0.1"});
        assertFails(addresses.of("example.com"), OutboundFailure.Kind.REFUSED);
    }

    @Test
    void connectsToTheVettedAddressWhateverASecondLookUpWouldSay() throws UnknownHostException {
        addresses.of("example.com").join();
        zone.set(new String[] {"127.0.0.1"});
        assertThat(addresses.resolve("example.com")).containsExactly(InetAddress.getByName("93.184.216.34"));
        assertThat(lookups).hasValue(1);
    }

    @Test
    void refusesANameThatHasTurnedPrivateOnceItIsLookedUpAnew() {
        addresses.of("example.com").join();
        zone.set(new String[] {"127.0.0.1"});
        await().until(() -> {
            now.addAndGet(Duration.ofSeconds(31).toNanos());
            return addresses.of("example.com").isCompletedExceptionally();
        });
        assertFails(addresses.of("example.com"), OutboundFailure.Kind.REFUSED);
    }

    @Test
    void refusesAPrivateAddressAlsoWhenAConnectionIsMadeWithoutAnEarlierLook() {
        zone.set(new String[] {"192.168.0.1"});
        assertThatThrownBy(() -> addresses.resolve("example.com"))
                .isInstanceOf(UnknownHostException.class)
                .hasCauseInstanceOf(OutboundFailure.class);
    }

    @Test
    void givesOutKnownAddressesWhileANameServerHangs() throws UnknownHostException {
        CountDownLatch hanging = new CountDownLatch(1);
        AtomicInteger asked = new AtomicInteger();
        VettedAddresses slow = with(host -> {
            if (asked.incrementAndGet() > 1) {
                awaitUninterruptibly(hanging);
            }
            return resolved("93.184.216.34");
        });
        slow.of("example.com").join();
        now.addAndGet(Duration.ofSeconds(31).toNanos());
        assertThat(slow.of("example.com").join()).containsExactly(resolved("93.184.216.34"));
        assertThat(slow.of("example.com")).isCompleted();
        hanging.countDown();
    }

    @Test
    void givesOutKnownAddressesForAWhileWhenTheNameServerFails() {
        addresses.of("example.com").join();
        zone.set(new String[0]);
        await().until(() -> {
            now.addAndGet(Duration.ofSeconds(31).toNanos());
            addresses.of("example.com").join();
            return lookups.get() > 1;
        });
        assertThat(addresses.of("example.com")).isCompleted();
        now.addAndGet(Duration.ofMinutes(6).toNanos());
        assertFails(addresses.of("example.com"), OutboundFailure.Kind.DNS);
    }

    @Test
    void remembersAFailureForAMomentOnly() {
        zone.set(new String[0]);
        assertFails(addresses.of("example.com"), OutboundFailure.Kind.DNS);
        zone.set(new String[] {"93.184.216.34"});
        assertFails(addresses.of("example.com"), OutboundFailure.Kind.DNS);
        now.addAndGet(Duration.ofSeconds(2).toNanos());
        assertThat(addresses.of("example.com").join()).hasSize(1);
    }

    @Test
    void looksAHostUpOnceForAllSpellingsOfIt() {
        addresses.of("example.com").join();
        addresses.of("Example.COM").join();
        assertThat(lookups).hasValue(1);
    }

    @Test
    void readsALiteralAddressInBracketsAsUrlsHaveIt() {
        AtomicReference<String> asked = new AtomicReference<>();
        VettedAddresses literal = with(host -> {
            asked.set(host);
            return InetAddress.getAllByName(host);
        });
        assertFails(literal.of("[::1]"), OutboundFailure.Kind.REFUSED);
        assertThat(asked).hasValue("::1");
    }

    private VettedAddresses with(NameLookup lookup) {
        EgressProperties properties = Egress.properties();
        return new VettedAddresses(new AddressRules(properties), properties, lookup, now::get);
    }

    private static InetAddress[] resolved(String... literals) throws UnknownHostException {
        if (literals.length == 0) {
            throw new UnknownHostException("no such name");
        }
        InetAddress[] found = new InetAddress[literals.length];
        for (int index = 0; index < literals.length; index++) {
            found[index] = InetAddress.getByName(literals[index]);
        }
        return found;
    }

    private static void awaitUninterruptibly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    private static void assertFails(CompletableFuture<InetAddress[]> found, OutboundFailure.Kind kind) {
        assertThatThrownBy(found::join)
                .isInstanceOf(CompletionException.class)
                .cause()
                .isInstanceOfSatisfying(OutboundFailure.class, failure -> assertThat(failure.kind())
                        .isEqualTo(kind));
    }
}
