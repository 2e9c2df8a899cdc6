package dev.serai.sync;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.serai.event.ProviderEvents;
import dev.serai.kafka.KafkaHub;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.transaction.support.TransactionTemplate;

/** What is kept to be told of syncs, in the transaction in which they end. */
class SyncOutcomesIT extends KafkaHub {

    private static final UUID CONNECTION = UUID.fromString("01a22dd1-591f-7f72-ba01-00186f1961af");

    @Autowired
    private SyncOutcomes outcomes;

    @Autowired
    private ProviderEvents events;

    @Autowired
    private TransactionTemplate transactions;

    @Test
    void areHowARunEndedAndWhatItHasRead() {
        assertThat(keptBy(() -> outcomes.finished(contacts(), 1_200, 17, 3)))
                .isEqualTo(Map.of(
                        "sync.finished",
                        """
                        {"connectionId":"%s","provider":"hubspot","dataType":"contacts","runId":"%s",\
                        "mode":"incremental","read":1200,"changed":17,"deleted":3,"error":null}"""
                                .formatted(CONNECTION, CONNECTION)));
        assertThat(keptBy(() -> outcomes.failed(contacts(), 200, 7, 0, "HubSpot is gone")))
                .hasEntrySatisfying("sync.failed", data -> assertThat(data).contains("\"error\":\"HubSpot is gone\""));
    }

    @Test
    void areTheEventsThatAConnectionBringsIn() {
        var data = JsonNodeFactory.instance.objectNode().put("appointmentId", "a-1");
        var happening = new ProviderEvents.Happening("appointment.created", Instant.now(), data);

        assertThat(keptBy(() -> events.append(tenant.id(), CONNECTION, List.of(happening))))
                .isEqualTo(Map.of(
                        "appointment.created",
                        "{\"connectionId\":\"" + CONNECTION + "\",\"event\":{\"appointmentId\":\"a-1\"}}"));
    }

    private Map<String, String> keptBy(Runnable work) {
        return transactions.execute(status -> {
            work.run();
            status.setRollbackOnly();
            return Map.ofEntries(database.query(
                            "SELECT type, data FROM outbox WHERE tenant_id = ? AND topic = 'syncs'",
                            (row, number) -> Map.entry(row.getString("type"), row.getString("data")),
                            tenant.id())
                    .<Map.Entry<String, String>>toArray(Map.Entry[]::new));
        });
    }

    private SyncOutcomes.Ended contacts() {
        return new SyncOutcomes.Ended(
                tenant.id(), CONNECTION, "hubspot", "contacts", CONNECTION, SyncRun.Mode.INCREMENTAL);
    }
}
