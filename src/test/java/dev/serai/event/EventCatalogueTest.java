package dev.serai.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.serai.refusal.Invalid;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

class EventCatalogueTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "appointment.created",
                "application.stage_changed",
                "call.recording.available",
                "contact.updated",
                "webhook.disabled"
            })
    void itHoldsTheTypesOfAllContracts(String type) {
        EventCatalogue catalogue = new Binder(new MapConfigurationPropertySource(Map.of()))
                .bindOrCreate("serai.events", EventCatalogue.class);

        assertThatCode(() -> types(catalogue).require("event", type)).doesNotThrowAnyException();
    }

    @Test
    void anUnknownTypeIsRefusedWithThoseThatAreKnown() {
        EventCatalogue catalogue = new EventCatalogue(List.of("order.paid"));

        assertThatThrownBy(() -> types(catalogue).require("events.2", "order.payed"))
                .isInstanceOfSatisfying(Invalid.class, refused -> {
                    assertThat(refused.field()).isEqualTo("events.2");
                    assertThat(refused).hasMessageContaining("order.paid");
                });
    }

    @Test
    void whatAProviderTellsOfIsKnownAsLongAsItDoes() {
        List<String> told = new ArrayList<>(List.of("acme.deal.won"));
        EventTypes types = new EventTypes(new EventCatalogue(List.of("order.paid")), List.of(() -> told));

        assertThatCode(() -> types.require("event", "acme.deal.won")).doesNotThrowAnyException();
        told.clear();
        assertThatThrownBy(() -> types.require("event", "acme.deal.won")).isInstanceOf(Invalid.class);
    }

    @Test
    void theHubCanAlwaysAnnounceItsOwn() {
        EventCatalogue catalogue = new EventCatalogue(List.of("order.paid"));

        assertThat(catalogue.types())
                .containsExactly(
                        "connection.degraded",
                        "connection.reauthorization_required",
                        "connection.recovered",
                        "delivery.exhausted",
                        "order.paid",
                        "webhook.disabled",
                        "webhook.recovered");
        assertThat(EventCatalogue.isOperational("webhook.recovered")).isTrue();
        assertThat(EventCatalogue.isOperational("order.paid")).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"order", "Order.paid", "order.", ".paid", "order paid", "order..paid"})
    void aTypeIsWordsJoinedByDots(String type) {
        assertThatThrownBy(() -> new EventCatalogue(List.of(type)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("serai.events.types");
    }

    private static EventTypes types(EventCatalogue catalogue) {
        return new EventTypes(catalogue, List.of());
    }
}
