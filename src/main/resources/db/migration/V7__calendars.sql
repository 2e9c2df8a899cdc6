-- Events of a tenant that a connection has yet to carry over to its provider, in the order in which they were accepted.
CREATE TABLE connection_event (
    connection_id uuid NOT NULL REFERENCES connection ON DELETE CASCADE,
    position      bigint GENERATED ALWAYS AS IDENTITY,
    event_id      uuid NOT NULL,
    PRIMARY KEY (connection_id, position)
);

-- An appointment and its event in a connected calendar: what both should have, and what is known of the calendar.
CREATE TABLE appointment (
    connection_id  uuid NOT NULL REFERENCES connection ON DELETE CASCADE,
    appointment_id text NOT NULL,
    tenant_id      bigint NOT NULL,
    event_id       text,
    generation     integer NOT NULL,
    state          text NOT NULL,          -- what both should have, a JSON object …
    changed_at     timestamptz NOT NULL,   -- … and when the change happened that made it so
    unheard        text[] NOT NULL,        -- fields whose values the product may not know
    ends_at        timestamptz,
    etag           text,
    event_updated  timestamptz,
    content        text,                   -- what the calendar has, as both sides agree, a JSON object
    shown          text,                   -- the same as the calendar shows it
    sent           text NOT NULL,          -- what was sent without an answer yet, a JSON list
    gone           boolean NOT NULL,       -- whether the event was deleted
    pending        boolean NOT NULL,       -- whether the calendar has yet to be told something
    PRIMARY KEY (connection_id, appointment_id)
) WITH (fillfactor = 80);
CREATE UNIQUE INDEX appointment_by_event ON appointment (connection_id, event_id);
CREATE INDEX appointment_pending ON appointment (connection_id) WHERE pending;

-- How far a calendar that is synced both ways has been read.
CREATE TABLE calendar_sync (
    connection_id uuid PRIMARY KEY REFERENCES connection ON DELETE CASCADE,
    tenant_id     bigint NOT NULL,
    sync_token    text,        -- null: the calendar has to be read anew
    synced_at     timestamptz  -- when the last reading began that came to its end; null: none did
);

-- Events that are no appointments, such as recurring ones: each is told of in the connection's log once.
CREATE TABLE calendar_skipped (
    connection_id uuid NOT NULL REFERENCES connection ON DELETE CASCADE,
    event_id      text NOT NULL,
    PRIMARY KEY (connection_id, event_id)
);

-- The push channels through which Google tells of changes. The token proves a notice; only its hash is kept.
CREATE TABLE calendar_channel (
    id            uuid PRIMARY KEY,
    connection_id uuid NOT NULL REFERENCES connection ON DELETE CASCADE,
    tenant_id     bigint NOT NULL,
    token_hash    bytea NOT NULL,
    resource_id   text,        -- null: Google has not answered yet
    expires_at    timestamptz NOT NULL
);
CREATE INDEX calendar_channel_by_connection ON calendar_channel (connection_id);
