-- Keys that callers present instead of a token, known by their hash. A Zapier key is kept sealed as well, because it is
-- shown again and sent out.
CREATE TABLE api_key (
    id           uuid PRIMARY KEY,
    tenant_id    bigint NOT NULL REFERENCES tenant,
    kind         text NOT NULL CHECK (kind IN ('bearer', 'zapier')),
    name         text NOT NULL,
    prefix       text NOT NULL,
    hash         bytea NOT NULL UNIQUE,
    sealed       bytea,
    permissions  text[] NOT NULL,
    created_at   timestamptz NOT NULL,
    last_used_at timestamptz
);
CREATE INDEX api_key_by_tenant ON api_key (tenant_id, kind, id);
-- At most one Zapier key a user (requirement document 001).
CREATE UNIQUE INDEX api_key_zapier ON api_key (tenant_id) WHERE kind = 'zapier';

-- When a tenant's next request would be on time (GCRA's theoretical arrival time). Losing it in a crash harms nobody.
CREATE UNLOGGED TABLE rate_limit (
    tenant_id bigint PRIMARY KEY,
    due_at    timestamptz NOT NULL
) WITH (fillfactor = 50);

-- Who did what to what, and from where; never with a secret.
CREATE TABLE audit_entry (
    id             uuid NOT NULL,
    tenant_id      bigint NOT NULL,
    actor          text NOT NULL,
    action         text NOT NULL,
    subject_type   text NOT NULL,
    subject_id     text NOT NULL,
    client_address text NOT NULL,
    PRIMARY KEY (tenant_id, id)
);

-- What a webhook's owner says of it, where a contract has room for that (requirement document 004).
ALTER TABLE webhook ADD COLUMN description text;
