-- Ids are UUIDv7 (RFC 9562): they sort by time, so tables of history are partitioned by their id alone.

-- The smallest UUIDv7 of a moment: a partition's bound, and the start of a search since a time.
CREATE FUNCTION uuid_at(moment timestamptz) RETURNS uuid
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
    RETURN rpad(lpad(to_hex(floor(extract(epoch FROM moment) * 1000)::bigint), 12, '0'), 32, '0')::uuid;

-- A new UUIDv7. The bits 52 and 53 turn the version of a random UUID from 4 to 7.
CREATE FUNCTION new_uuid() RETURNS uuid
    LANGUAGE sql VOLATILE PARALLEL SAFE
    RETURN encode(
        set_bit(set_bit(
            overlay(uuid_send(gen_random_uuid())
                PLACING substring(int8send(floor(extract(epoch FROM clock_timestamp()) * 1000)::bigint) FROM 3)
                FROM 1 FOR 6),
            52, 1), 53, 1),
        'hex')::uuid;

-- The event log. An event's data never changes, and goes away with its day's partition.
CREATE TABLE event (
    id          uuid PRIMARY KEY,
    tenant_id   bigint NOT NULL,
    type        text NOT NULL,
    occurred_at timestamptz NOT NULL,
    sender_id   text,
    data        text NOT NULL
) PARTITION BY RANGE (id);

-- What makes a repeated event harmless: the key of a request, or the sender's own id of one event.
CREATE TABLE event_key (
    tenant_id   bigint NOT NULL,
    scope       text NOT NULL CHECK (scope IN ('request', 'event')),
    key         text NOT NULL,
    fingerprint bytea NOT NULL,
    accepted    text,
    created_at  timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (tenant_id, scope, key)
);
CREATE INDEX event_key_by_age ON event_key (created_at);

-- The same for requests that create something; the answer is sealed, since it may tell a secret.
CREATE TABLE idempotency_key (
    tenant_id   bigint NOT NULL,
    key         text NOT NULL,
    fingerprint bytea NOT NULL,
    status      integer,
    answer      bytea,
    created_at  timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (tenant_id, key)
);
CREATE INDEX idempotency_key_by_age ON idempotency_key (created_at);

CREATE TABLE webhook (
    id                    uuid PRIMARY KEY,
    tenant_id             bigint NOT NULL REFERENCES tenant,
    name                  text NOT NULL,
    url                   text NOT NULL,
    status                text NOT NULL CHECK (status IN ('active', 'inactive', 'disabled')),
    events                text[] NOT NULL,
    secret                bytea NOT NULL,
    previous_secret       bytea,
    previous_secret_until timestamptz,
    headers               bytea NOT NULL,
    retry_attempts        integer NOT NULL,
    timeout_ms            integer NOT NULL,
    connection_id         uuid REFERENCES connection ON DELETE SET NULL,
    version               integer NOT NULL,
    created_at            timestamptz NOT NULL,
    updated_at            timestamptz NOT NULL
);
CREATE INDEX webhook_by_tenant ON webhook (tenant_id, id);

-- How a webhook's receiver behaves. The engine alone writes it, many times a second: no index, room for updates in place.
CREATE TABLE webhook_health (
    webhook_id           uuid PRIMARY KEY REFERENCES webhook ON DELETE CASCADE,
    success_count        bigint NOT NULL DEFAULT 0,
    failure_count        bigint NOT NULL DEFAULT 0,
    last_success_at      timestamptz,
    last_failure_at      timestamptz,
    consecutive_failures integer NOT NULL DEFAULT 0,
    failing_since        timestamptz,
    paused_at            timestamptz,
    probe_delay_ms       bigint NOT NULL DEFAULT 0,
    draining             boolean NOT NULL DEFAULT false,
    resume_at            timestamptz, -- the next probe of a paused receiver, or the next few deliveries of a draining one
    held_until           timestamptz  -- what the receiver asked for with Retry-After
) WITH (fillfactor = 50);

-- The deliveries under way, and only they, so that finished ones never slow a claim. A claim moves due_at to the end of
-- its lease: a delivery whose hub died is simply due again.
CREATE TABLE delivery_due (
    id            uuid PRIMARY KEY,
    tenant_id     bigint NOT NULL,
    webhook_id    uuid NOT NULL,
    event_id      uuid NOT NULL,
    attempt       integer NOT NULL DEFAULT 0,
    final_attempt integer NOT NULL,
    due_at        timestamptz NOT NULL,
    node_id       uuid,
    size          integer NOT NULL DEFAULT 0 -- of the event's data, so that a claim can mind the hub's memory
) WITH (
    fillfactor = 70,
    autovacuum_vacuum_scale_factor = 0.05,
    autovacuum_vacuum_threshold = 2000,
    autovacuum_vacuum_cost_delay = 0
);
-- One lane per webhook, tenants side by side: a claim steps from lane to lane, however long each is.
CREATE INDEX delivery_due_lane ON delivery_due (tenant_id, webhook_id, due_at);

-- The deliveries that ended; the failed ones among them are the dead letters.
CREATE TABLE delivery (
    id              uuid PRIMARY KEY,
    tenant_id       bigint NOT NULL,
    webhook_id      uuid NOT NULL,
    event_id        uuid NOT NULL,
    event_type      text NOT NULL,
    status          text NOT NULL CHECK (status IN ('success', 'failed')),
    attempts        integer NOT NULL,
    response_status integer,
    duration_ms     integer,
    error           text,
    completed_at    timestamptz NOT NULL
) PARTITION BY RANGE (id);
CREATE INDEX delivery_by_webhook ON delivery (webhook_id, id);
CREATE INDEX dead_letter_by_tenant ON delivery (tenant_id, id) WHERE status = 'failed';

CREATE TABLE attempt (
    delivery_id     uuid NOT NULL,
    number          integer NOT NULL,
    started_at      timestamptz NOT NULL,
    duration_ms     integer NOT NULL,
    response_status integer,
    response_body   text,
    error           text,
    PRIMARY KEY (delivery_id, number)
) PARTITION BY RANGE (delivery_id);

-- A bulk resend of dead letters, taken a step at a time by any hub.
CREATE TABLE resend_job (
    id           uuid PRIMARY KEY,
    tenant_id    bigint NOT NULL REFERENCES tenant,
    webhook_id   uuid,
    event        text,
    since        timestamptz,
    until        timestamptz,
    status       text NOT NULL CHECK (status IN ('running', 'completed')),
    total        bigint NOT NULL,
    resent       bigint NOT NULL,
    last_id      uuid NOT NULL,
    end_id       uuid NOT NULL,
    created_at   timestamptz NOT NULL,
    completed_at timestamptz
);
CREATE INDEX resend_job_running ON resend_job (id) WHERE status = 'running';

-- The hubs that are alive. What a dead one had claimed goes back at once, without waiting for the leases' end.
CREATE TABLE hub_node (
    id      uuid PRIMARY KEY,
    seen_at timestamptz NOT NULL DEFAULT now()
);

-- Makes the daily partitions from yesterday to a week ahead, so that a hub whose clock differs finds its day.
CREATE FUNCTION ensure_partitions(today date) RETURNS void
    LANGUAGE plpgsql AS
$$
DECLARE
    parent text;
    day    date;
BEGIN
    PERFORM pg_advisory_xact_lock(7234001);
    FOREACH parent IN ARRAY ARRAY['event', 'delivery', 'attempt'] LOOP
        FOR day IN SELECT d::date FROM generate_series(today - 1, today + 7, interval '1 day') AS d LOOP
            IF to_regclass(parent || '_' || to_char(day, 'YYYYMMDD')) IS NULL THEN
                -- Attaching lets others read and write meanwhile; making the table as a partition would not.
                EXECUTE format('CREATE TABLE %I (LIKE %I INCLUDING DEFAULTS INCLUDING CONSTRAINTS)',
                    parent || '_' || to_char(day, 'YYYYMMDD'), parent);
                EXECUTE format('ALTER TABLE %I ATTACH PARTITION %I FOR VALUES FROM (%L) TO (%L)',
                    parent, parent || '_' || to_char(day, 'YYYYMMDD'),
                    uuid_at(day::timestamp AT TIME ZONE 'UTC'), uuid_at((day + 1)::timestamp AT TIME ZONE 'UTC'));
            END IF;
        END LOOP;
    END LOOP;
END
$$;
SELECT ensure_partitions((now() AT TIME ZONE 'UTC')::date);
