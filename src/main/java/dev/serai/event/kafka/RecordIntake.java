package dev.serai.event.kafka;

import dev.serai.event.BroughtEvent;
import dev.serai.event.EventStreamIntake;
import dev.serai.event.kafka.EventBatch.Candidate;
import dev.serai.event.kafka.EventBatch.DeadRecord;
import dev.serai.tenancy.Tenants;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.camel.Body;
import org.springframework.stereotype.Component;

/** Takes a batch of records in as events. */
@Component("recordIntake")
public class RecordIntake {

    private final EventStreamIntake intake;
    private final Tenants tenants;

    RecordIntake(EventStreamIntake intake, Tenants tenants) {
        this.intake = intake;
        this.tenants = tenants;
    }

    /**
     * Commits what may be events, with their deliveries.
     *
     * @return the batch, with what can't be taken set aside; all other events of it are committed
     * @throws RuntimeException when the hub can't commit now; the whole batch may be tried again
     */
    public EventBatch commit(@Body EventBatch batch) {
        List<BroughtEvent> brought = batch.candidates().stream()
                .map(candidate -> new BroughtEvent(
                        tenants.meet(candidate.kind(), candidate.tenantId()),
                        candidate.event(),
                        candidate.record().trace().orElse(null)))
                .toList();
        List<Optional<String>> refusals = intake.take(brought);
        List<Candidate> taken = new ArrayList<>(brought.size());
        List<DeadRecord> dead = new ArrayList<>(batch.dead());
        for (int i = 0; i < refusals.size(); i++) {
            Candidate candidate = batch.candidates().get(i);
            refusals.get(i)
                    .ifPresentOrElse(
                            reason -> dead.add(new DeadRecord(candidate.record(), reason)), () -> taken.add(candidate));
        }
        return new EventBatch(taken, dead);
    }
}
