package dev.serai.provider.googlecalendar;

import static org.assertj.core.api.Assertions.assertThat;

import dev.serai.sync.appointment.AppointmentField;
import dev.serai.sync.appointment.AppointmentState;
import dev.serai.sync.appointment.ProductChange;
import dev.serai.sync.appointment.Register;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * One appointment that a product and persons in a calendar change at random, while the hub in between loses answers,
 * crashes between any two of its steps, and reads what has changed meanwhile. However it goes, once all is quiet the
 * three have the same, in one event.
 */
class ConvergenceTest {

    private static final UUID CONNECTION = UUID.fromString("00000000-0000-7000-8000-000000000001");
    private static final Instant BEGIN = Instant.parse("2026-01-05T09:00:00Z");
    private static final int QUIET_WITHIN = 200;

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void bothSidesEndEqualWhateverHappensInWhichOrder(boolean changesInFull) {
        for (int seed = 0; seed < 5_000; seed++) {
            World world = new World(new Random(seed), changesInFull);
            for (int step = 0; step < 40; step++) {
                world.anything();
            }
            world.calmDown(seed);
        }
    }

    private static final class World {

        private final Random random;
        private final boolean changesInFull;
        private final Product product = new Product();
        private final Calendar calendar = new Calendar();
        private final List<ProductChange> toHub = new ArrayList<>();
        private final List<Announced> toProduct = new ArrayList<>();
        private EventLink link = EventLink.unborn(CONNECTION, "appt_1");
        private SeenEvent page;
        private WritePlan underway;
        private boolean justRead;
        private Instant now = BEGIN;

        World(Random random, boolean changesInFull) {
            this.random = random;
            this.changesInFull = changesInFull;
        }

        void anything() {
            now = now.plusMillis(1 + random.nextInt(2_000));
            switch (random.nextInt(12)) {
                case 0, 1 -> toHub.add(product.change(now, random, changesInFull));
                case 2 -> calendar.edit(link.eventId(), now, random);
                case 3 -> calendar.recolour(link.eventId(), now);
                case 4 -> {
                    calendar.deleteOrRestore(link.eventId(), now, random);
                    justRead = false;
                }
                case 5, 6 -> hear();
                case 7 -> page = link.eventId() == null ? null : calendar.find(link.eventId());
                case 8 -> readPage();
                case 9, 10 -> write(random.nextInt(4));
                default -> deliver(random);
            }
        }

        /** The hub takes a change of the product over. */
        private void hear() {
            if (!toHub.isEmpty()) {
                ProductChange change = toHub.remove(0);
                Register.Decision decision = link.register().after(change);
                if (decision instanceof Register.Changed changed) {
                    link = link.with(changed.next());
                    if (changed.merged()) {
                        announce();
                    }
                } else if (decision instanceof Register.Unchanged unchanged) {
                    link = link.with(unchanged.next());
                } else if (decision instanceof Register.Outdated outdated) {
                    link = link.with(outdated.next());
                }
            }
        }

        private void announce() {
            toProduct.add(new Announced(link.register().state(), link.register().changedAt()));
        }

        /** The hub comes to what it read a while ago. */
        private void readPage() {
            if (page != null && page.id().equals(link.eventId())) {
                learn(page);
            }
            page = null;
        }

        private void learn(SeenEvent found) {
            Reading reading = Reading.of(link, found, true, now);
            if (reading instanceof Reading.Taken taken) {
                link = taken.next();
                announce();
            } else if (reading instanceof Reading.Settled settled) {
                link = settled.next();
            } else if (reading instanceof Reading.Overruled overruled) {
                link = overruled.next();
            }
        }

        /** @param fault 1: the request is lost, 2: its answer is; all else: neither */
        private void write(int fault) {
            WritePlan plan = WritePlan.of(link, true, justRead);
            justRead = false;
            if (plan instanceof WritePlan.Nothing nothing) {
                link = nothing.link();
            } else if (plan instanceof WritePlan.Insert insert) {
                link = insert.link();
                request(fault, () -> calendar.insert(insert.eventId(), insert.content(), now), insert.content());
            } else if (plan instanceof WritePlan.Patch patch) {
                link = patch.link();
                request(fault, () -> calendar.patch(patch.eventId(), patch.to(), patch.etag(), now), patch.to());
            } else if (plan instanceof WritePlan.Delete delete) {
                request(fault, () -> calendar.delete(delete.eventId(), delete.etag(), now), null);
            } else if (plan instanceof WritePlan.Read read && fault == 0) {
                look(read.eventId());
            }
        }

        private void look(String eventId) {
            SeenEvent found = calendar.find(eventId);
            learn(found == null ? SeenEvent.gone(eventId) : found);
            justRead = true;
        }

        private void request(int fault, java.util.function.Supplier<Optional<SeenEvent>> call, EventContent content) {
            if (fault == 1) {
                return;
            }
            String eventId = link.eventId();
            Optional<SeenEvent> answer = call.get();
            if (fault == 2) {
                return;
            }
            if (answer.isEmpty()) {
                look(eventId);
            } else {
                link = content == null ? link.deleted(eventId) : link.written(answer.get(), content);
            }
        }

        private void deliver(Random order) {
            if (!toProduct.isEmpty()) {
                product.hear(toProduct.remove(order.nextInt(toProduct.size())));
            }
        }

        void calmDown(int seed) {
            for (int turn = 0; turn < QUIET_WITHIN; turn++) {
                now = now.plusMillis(10);
                hear();
                write(0);
                readPage();
                page = link.eventId() == null ? null : calendar.find(link.eventId());
                deliver(random);
            }
            assertThat(toHub).isEmpty();
            assertThat(toProduct)
                    .as("seed %d: what the product has to hear", seed)
                    .isEmpty();
            assertThat(link.pending())
                    .as("seed %d: something is left to do", seed)
                    .isFalse();
            AppointmentState state = link.register().state();
            assertThat(product.state.cancelled()).as("seed %d: cancelled", seed).isEqualTo(state.cancelled());
            List<EventContent> shown = calendar.shown();
            if (link.wanted() == null) {
                assertThat(shown)
                        .as("seed %d: events of a cancelled appointment", seed)
                        .isEmpty();
            } else {
                assertThat(product.state.values())
                        .as("seed %d: product and hub", seed)
                        .isEqualTo(state.values());
                assertThat(shown).as("seed %d: events", seed).containsExactly(EventFormat.of(state));
            }
        }
    }

    private record Announced(AppointmentState state, Instant at) {}

    /** A product that keeps what is newer. */
    private static final class Product {

        private static final List<AppointmentField> CHANGED = List.of(
                AppointmentField.CUSTOMER_NAME,
                AppointmentField.NOTES,
                AppointmentField.SCHEDULED_AT,
                AppointmentField.DURATION);

        private AppointmentState state = AppointmentState.UNKNOWN;
        private Instant changedAt = Instant.MIN;

        ProductChange change(Instant at, Random random, boolean inFull) {
            changedAt = at;
            if (state.scheduledAt().isPresent() && random.nextInt(6) == 0) {
                state = state.with(true, Map.of());
                return new ProductChange(ProductChange.Kind.CANCELLED, "appt_1", null, at, Map.of());
            }
            Map<AppointmentField, Optional<String>> changes = new EnumMap<>(AppointmentField.class);
            if (state.scheduledAt().isEmpty() || state.cancelled()) {
                changes.put(AppointmentField.SCHEDULED_AT, Optional.of(value(AppointmentField.SCHEDULED_AT, at)));
            }
            AppointmentField field = CHANGED.get(random.nextInt(CHANGED.size()));
            changes.put(field, Optional.of(value(field, at)));
            state = state.with(false, changes);
            Map<AppointmentField, Optional<String>> mentioned = new EnumMap<>(AppointmentField.class);
            mentioned.putAll(changes);
            if (inFull) {
                for (AppointmentField each : AppointmentField.values()) {
                    mentioned.put(each, state.value(each));
                }
            }
            return new ProductChange(ProductChange.Kind.UPDATED, "appt_1", null, at, mentioned);
        }

        /** Never the same twice: who says again what is known is told nothing. */
        private static String value(AppointmentField field, Instant at) {
            long moment = Duration.between(BEGIN, at).toMillis();
            return switch (field) {
                case SCHEDULED_AT -> BEGIN.plusSeconds(moment).toString();
                case DURATION -> Duration.ofSeconds(moment).toString();
                default -> field.word() + " of " + at;
            };
        }

        void hear(Announced announced) {
            if (announced.at().isAfter(changedAt)) {
                state = announced.state();
                changedAt = announced.at();
            }
        }
    }

    /** A calendar like Google's, as far as one event matters. */
    private static final class Calendar {

        private record Entry(SeenEvent event, EventContent kept) {}

        private final Map<String, Entry> events = new HashMap<>();
        private int version;

        private SeenEvent put(String id, EventContent content, boolean deleted, Instant at) {
            // It ends its texts in its own way, as Google does.
            SeenEvent event = new SeenEvent(id, "v" + ++version, at, deleted ? null : content, Set.of());
            events.put(id, new Entry(event, content));
            return event;
        }

        SeenEvent find(String id) {
            return events.containsKey(id) ? events.get(id).event() : null;
        }

        Optional<SeenEvent> insert(String id, EventContent content, Instant at) {
            return events.containsKey(id) ? Optional.empty() : Optional.of(put(id, content, false, at));
        }

        Optional<SeenEvent> patch(String id, EventContent content, String etag, Instant at) {
            Entry entry = events.get(id);
            return entry == null || !entry.event().etag().equals(etag)
                    ? Optional.empty()
                    : Optional.of(put(id, content, false, at));
        }

        Optional<SeenEvent> delete(String id, String etag, Instant at) {
            Entry entry = events.get(id);
            if (entry == null || entry.event().isDeleted()) {
                return Optional.of(SeenEvent.gone(id));
            }
            return etag != null && !entry.event().etag().equals(etag)
                    ? Optional.empty()
                    : Optional.of(put(id, entry.kept(), true, at));
        }

        void edit(String id, Instant at, Random random) {
            Entry entry = events.get(id);
            if (entry != null && !entry.event().isDeleted()) {
                EventContent old = entry.kept();
                EventContent changed =
                        switch (random.nextInt(5)) {
                            case 0 ->
                                new EventContent("title of " + at, old.description(), old.start(), old.end(), null);
                            case 1 -> new EventContent(old.summary(), "text of " + at, old.start(), old.end(), null);
                            case 2 -> new EventContent(null, old.description(), old.start(), old.end(), null);
                            case 3 -> moved(old, Duration.ofMinutes(1 + random.nextInt(500)));
                            default ->
                                new EventContent(
                                        old.summary(),
                                        old.description(),
                                        old.start(),
                                        old.end().plusSeconds(60),
                                        null);
                        };
                put(id, changed, false, at);
            }
        }

        private static EventContent moved(EventContent old, Duration by) {
            return new EventContent(
                    old.summary(),
                    old.description(),
                    old.start().plus(by),
                    old.end().plus(by),
                    null);
        }

        void recolour(String id, Instant at) {
            Entry entry = events.get(id);
            if (entry != null && !entry.event().isDeleted()) {
                put(id, entry.kept(), false, at);
            }
        }

        void deleteOrRestore(String id, Instant at, Random random) {
            Entry entry = events.get(id);
            if (entry != null && random.nextBoolean()) {
                put(id, entry.kept(), !entry.event().isDeleted(), at);
            }
        }

        List<EventContent> shown() {
            return events.values().stream()
                    .filter(entry -> !entry.event().isDeleted())
                    .map(Entry::kept)
                    .toList();
        }
    }
}
