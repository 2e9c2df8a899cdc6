package dev.serai.provider.googlecalendar;

import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.serai.SharedHub;
import dev.serai.connection.Connection;
import dev.serai.connection.ConnectionChange;
import dev.serai.connection.ConnectionLog;
import dev.serai.connection.Connections;
import dev.serai.event.NewEvent;
import dev.serai.oauth.Authorizations;
import dev.serai.provider.google.GoogleStandIn;
import dev.serai.provider.googlecalendar.CalendarUsers.Connected;
import dev.serai.schedule.Tasks;
import dev.serai.tenancy.Tenant;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.springframework.beans.factory.annotation.Autowired;

/** A hub whose Google is the stand-in. Each test has users of its own there. */
abstract class CalendarHub extends SharedHub {

    static final String REDIRECT = CalendarUsers.REDIRECT;

    static GoogleStandIn google;

    @Autowired
    Connections connections;

    @Autowired
    Authorizations authorizations;

    @Autowired
    ConnectionLog logs;

    @Autowired
    Tasks tasks;

    private final List<Connected> connected = new ArrayList<>();

    @BeforeAll
    static void openGoogle() {
        google = CalendarUsers.open();
    }

    @AfterAll
    static void closeGoogle() {
        CalendarUsers.close(google);
    }

    @AfterEach
    void disconnectAll() {
        google.heal();
        connected.forEach(one -> database.update("DELETE FROM connection WHERE id = ?", one.id()));
        connected.forEach(one -> tasks.cancelAll(one.id()));
    }

    Connected connect(SyncMode mode) {
        return connect(tenant, mode);
    }

    /** Connects a new user's calendar as a person would, through the browser. */
    Connected connect(Tenant owner, SyncMode mode) {
        Connected one = users().connect(owner, mode);
        connected.add(one);
        return one;
    }

    void authorize(Connected one) {
        users().authorize(one);
    }

    private CalendarUsers users() {
        return new CalendarUsers(google, connections, authorizations);
    }

    Connection shown(Connected one) {
        return connections.get(one.tenant(), one.id());
    }

    void setMode(Connected one, SyncMode mode) {
        setSettings(one, json.createObjectNode().put(SyncMode.SETTING, mode.word()));
    }

    void setSettings(Connected one, ObjectNode settings) {
        connections.update(one.tenant(), one.id(), new ConnectionChange(null, null, null, null, settings, null));
    }

    /** Brings an appointment event of this test's tenant in. */
    void product(String type, Instant at, String data) {
        intake.accept(tenant, new NewEvent(type, parsed(data), null, at), null);
    }

    void product(String type, String data) {
        product(type, Instant.now(), data);
    }

    /** Waits until a calendar has exactly one event, which looks so. */
    ObjectNode awaitOnly(Connected one, java.util.function.Predicate<ObjectNode> wanted) {
        return await().atMost(PATIENCE)
                .until(() -> one.calendar().events(), events -> events.size() == 1 && wanted.test(events.get(0)))
                .get(0);
    }

    void awaitEmpty(Connected one) {
        await().atMost(PATIENCE).until(() -> one.calendar().events().isEmpty());
    }

    /** Waits until nothing is left to write or to read. */
    void awaitQuiet(Connected one) {
        await().atMost(PATIENCE)
                .until(() -> database.queryForObject(
                                """
                        SELECT (SELECT count(*) FROM connection_event WHERE connection_id = ?)
                            + (SELECT count(*) FROM appointment WHERE connection_id = ? AND pending)
                            + (SELECT count(*) FROM task WHERE connection_id = ? AND kind IN ('write-appointments')
                                OR connection_id = ? AND kind IN ('sync-calendar', 'renew-channel')
                                    AND (claim IS NOT NULL OR due_at < now() + interval '5 seconds'))
                        """,
                                Integer.class,
                                one.id(),
                                one.id(),
                                one.id(),
                                one.id())
                        == 0);
    }

    /** @return the messages in a connection's log, the newest first */
    List<String> log(Connected one) {
        return logs.page(one.tenant(), one.id(), null, 1, 100).entries().stream()
                .map(ConnectionLog.Entry::message)
                .toList();
    }
}
