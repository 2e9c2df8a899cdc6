package dev.serai.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class DeliveryStatisticsTest {

    @Test
    void theRateIsThatOfTheContractsExample() {
        assertThat(new DeliveryStatistics(150, 2, 0).successRate()).isEqualTo(98.68);
    }

    @Test
    void withoutDeliveriesTheRateIsZero() {
        assertThat(new DeliveryStatistics(0, 0, 0).successRate()).isZero();
    }

    @Test
    void theTotalCountsWhatIsUnderWay() {
        assertThat(new DeliveryStatistics(1, 2, 3).total()).isEqualTo(6);
    }
}
