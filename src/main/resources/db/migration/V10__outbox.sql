-- What is still to be told through Kafka, written in the transaction in which it happened. A shard has each tenant's rows
-- in the order of their ids; what depends on something that was committed before has the larger id.
CREATE TABLE outbox (
    topic       text NOT NULL CHECK (topic IN ('deliveries', 'dead-letters', 'connections', 'syncs')),
    shard       smallint NOT NULL, -- the tenant's id modulo the number of shards
    id          bigint GENERATED ALWAYS AS IDENTITY,
    message_id  uuid NOT NULL DEFAULT new_uuid(),
    tenant_id   bigint NOT NULL,
    type        text NOT NULL,
    happened_at timestamptz NOT NULL DEFAULT now(),
    data        text NOT NULL,
    PRIMARY KEY (topic, shard, id)
) WITH (
    autovacuum_vacuum_scale_factor = 0.05,
    autovacuum_vacuum_threshold = 2000,
    autovacuum_vacuum_cost_delay = 0
);

-- Who publishes a shard's rows: one hub at a time, until its lease ends.
CREATE TABLE outbox_lane (
    topic        text NOT NULL,
    shard        smallint NOT NULL,
    claim        uuid,
    node_id      uuid,
    leased_until timestamptz,
    PRIMARY KEY (topic, shard)
) WITH (fillfactor = 50);
INSERT INTO outbox_lane (topic, shard)
SELECT topic, shard FROM unnest(ARRAY['deliveries', 'dead-letters', 'connections', 'syncs']) AS topic,
    generate_series(0, 7) AS shard;
