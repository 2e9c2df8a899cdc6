package dev.serai.event;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.serai.SharedHub;
import dev.serai.tenancy.Tenant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** Events that are brought by a stream, many at a time. */
class EventStreamIntakeIT extends SharedHub {

    @Autowired
    private EventStreamIntake intake;

    @Test
    void takesMoreAtATimeThanMayWaitForACommit() {
        List<BroughtEvent> brought = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            // Two of each tenant, so that neither one tenant's nor all tenants' fit at once.
            Tenant owner = i % 2 == 0 ? newTenant() : brought.get(i - 1).tenant();
            brought.add(brought(owner, "large-" + i, "x".repeat(900_000)));
        }

        assertThat(intake.take(brought)).hasSize(40).containsOnly(Optional.empty());
        assertThat(database.queryForObject("SELECT count(*) FROM event WHERE sender_id LIKE 'large-%'", Integer.class))
                .isEqualTo(40);
    }

    @Test
    void oneThatPostgresqlCantKeepKeepsNoOtherOneBack() {
        List<Optional<String>> taken = intake.take(List.of(
                brought(tenant, "before", "fine"),
                brought(tenant, "un\u0000fit", "fine"),
                brought(tenant, "after", "fine")));

        assertThat(taken.get(0)).isEmpty();
        assertThat(taken.get(1)).hasValueSatisfying(reason -> assertThat(reason).isNotBlank());
        assertThat(taken.get(2)).isEmpty();
    }

    private static BroughtEvent brought(Tenant owner, String id, String text) {
        return new BroughtEvent(
                owner, new NewEvent(EVENT, JsonNodeFactory.instance.objectNode().put("text", text), id, null), null);
    }
}
