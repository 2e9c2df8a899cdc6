-- Where the account's own API is, for providers whose token says it.
ALTER TABLE credential ADD COLUMN base_url text;

-- When a connection may call its provider again (GCRA's theoretical arrival time), over all hubs. After a crash of the
-- database everybody may again, and the provider says when it is too much.
CREATE UNLOGGED TABLE connection_pace (
    connection_id uuid PRIMARY KEY REFERENCES connection ON DELETE CASCADE,
    due_at        timestamptz NOT NULL,
    closed_until  timestamptz NOT NULL DEFAULT '-infinity' -- the provider asked to be left alone until then
) WITH (fillfactor = 50);

-- How far the data types of connections have been synced into the hub, one row for each; the latest run is kept with it.
CREATE TABLE data_sync (
    connection_id uuid NOT NULL REFERENCES connection ON DELETE CASCADE,
    data_type     text NOT NULL,
    tenant_id     bigint NOT NULL,
    run_id        uuid NOT NULL,
    mode          text NOT NULL CHECK (mode IN ('full', 'incremental')),
    status        text NOT NULL CHECK (status IN ('waiting', 'running', 'finished', 'failed')),
    cursor        text,          -- where the next read of changes begins; null: everything is to be read
    position      text,          -- where the running read is; null: at its beginning
    newest_at     timestamptz,   -- the latest change that the running read has seen
    read_count    bigint NOT NULL DEFAULT 0,
    changed_count bigint NOT NULL DEFAULT 0,
    deleted_count bigint NOT NULL DEFAULT 0,
    error         text,
    started_at    timestamptz,
    finished_at   timestamptz,
    requested_at  timestamptz NOT NULL,
    PRIMARY KEY (connection_id, data_type)
) WITH (fillfactor = 70);

-- Records as they were read, for callers who want them without asking the provider. The position grows with each change.
CREATE SEQUENCE synced_record_position;
CREATE TABLE synced_record (
    connection_id uuid NOT NULL REFERENCES connection ON DELETE CASCADE,
    data_type     text NOT NULL,
    record_id     text NOT NULL,
    updated_at    timestamptz,
    deleted       boolean NOT NULL,
    raw           text NOT NULL,   -- what the provider has of it, as JSON
    run_id        uuid NOT NULL,   -- the full run that saw it last, or the run that changed it
    position      bigint NOT NULL DEFAULT nextval('synced_record_position'),
    PRIMARY KEY (connection_id, data_type, record_id)
) WITH (fillfactor = 90);
CREATE INDEX synced_record_by_position ON synced_record (connection_id, data_type, position);
