package dev.serai.webhook.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import dev.serai.tenancy.TenantKind;
import dev.serai.trace.TraceContext;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class EndpointWindowsTest {

    private static final UUID WEBHOOK = UUID.randomUUID();

    private final EndpointWindows windows = new EndpointWindows(DeliverySettings.perEndpoint(20));

    @Test
    void anUnknownReceiverGetsSixteenAtOnce() {
        assertThat(windows.roomOf(WEBHOOK)).isEqualTo(16);
        assertThat(windows.isProven(WEBHOOK)).isFalse();
    }

    @Test
    void whatIsUnderWayTakesRoom() {
        enter(5);

        assertThat(windows.roomOf(WEBHOOK)).isEqualTo(11);
        assertThat(windows.inFlight()).isEqualTo(5);
        assertThat(windows.inFlightTo(WEBHOOK)).isEqualTo(5);
        assertThat(windows.inFlightOf(7)).isEqualTo(5);
        assertThat(windows.bytesInFlight()).isEqualTo(5 * delivery().data().length());
    }

    @Test
    void eachSuccessWidensTheWindowUpToTheCap() {
        succeed(2);
        assertThat(windows.roomOf(WEBHOOK)).isEqualTo(18);

        succeed(50);
        assertThat(windows.roomOf(WEBHOOK)).isEqualTo(20);
        assertThat(windows.isProven(WEBHOOK)).isTrue();
    }

    @Test
    void eachFailureHalvesTheWindowDownToOne() {
        fail(1);
        assertThat(windows.roomOf(WEBHOOK)).isEqualTo(8);

        fail(10);
        assertThat(windows.roomOf(WEBHOOK)).isEqualTo(1);
        assertThat(windows.isProven(WEBHOOK)).isFalse();
    }

    @Test
    void aNarrowWindowWithMuchUnderWayHasNoRoom() {
        enter(16);
        windows.leave(delivery(), false);

        assertThat(windows.roomOf(WEBHOOK)).isZero();
    }

    @Test
    void whenAllIsOverNothingIsUnderWay() {
        enter(3);
        for (int i = 0; i < 3; i++) {
            windows.leave(delivery(), i % 2 == 0);
        }

        assertThat(windows.inFlight()).isZero();
        assertThat(windows.inFlightOf(7)).isZero();
        assertThat(windows.bytesInFlight()).isZero();
    }

    private void enter(int count) {
        for (int i = 0; i < count; i++) {
            windows.enter(delivery());
        }
    }

    private void succeed(int count) {
        pass(count, true);
    }

    private void fail(int count) {
        pass(count, false);
    }

    private void pass(int count, boolean wentWell) {
        for (int i = 0; i < count; i++) {
            windows.enter(delivery());
            windows.leave(delivery(), wentWell);
        }
    }

    private static ClaimedDelivery delivery() {
        return new ClaimedDelivery(
                UUID.randomUUID(),
                7,
                WEBHOOK,
                0,
                TenantKind.ORGANIZATION,
                "org",
                UUID.randomUUID(),
                1,
                3,
                false,
                "call.ended",
                Instant.EPOCH,
                "{\"a\":1}",
                TraceContext.of(UUID.randomUUID()));
    }
}
