-- What is to be done with connections, at most one row per kind and connection. While a hub does it, due_at is the end of
-- its lease; what is asked for meanwhile waits in again_at.
CREATE TABLE task (
    kind          text NOT NULL,
    connection_id uuid NOT NULL,
    tenant_id     bigint NOT NULL,
    due_at        timestamptz NOT NULL,
    attempt       integer NOT NULL DEFAULT 0,
    node_id       uuid,
    claim         uuid,
    again_at      timestamptz,
    PRIMARY KEY (connection_id, kind)
) WITH (fillfactor = 70);
CREATE INDEX task_due ON task (kind, due_at);
CREATE INDEX task_claimed ON task (claim) WHERE claim IS NOT NULL;

-- What a connection proves itself with. The generation grows with each new token: it is the fence against a hub that
-- comes late, and tells who asks after a refusal whether somebody else has refreshed already.
CREATE TABLE credential (
    connection_id  uuid PRIMARY KEY REFERENCES connection ON DELETE CASCADE,
    tenant_id      bigint NOT NULL,
    generation     integer NOT NULL,
    access_token   bytea NOT NULL,
    refresh_token  bytea,
    expires_at     timestamptz,
    scopes         text,
    refreshing_until timestamptz, -- until when whoever refreshes it is left alone
    refused        text,        -- why the provider gives no more tokens; null: it does
    failures       integer NOT NULL DEFAULT 0,
    retry_at       timestamptz, -- before that the provider is not asked again
    last_error     text,
    updated_at     timestamptz NOT NULL
) WITH (fillfactor = 70);

-- Authorisations that were begun and not ended: what the state that comes back from the provider stands for. Each is used
-- once and ends by itself.
CREATE TABLE authorization_request (
    state_hash    text PRIMARY KEY,
    tenant_id     bigint NOT NULL,
    connection_id uuid NOT NULL REFERENCES connection ON DELETE CASCADE,
    code_verifier bytea NOT NULL,
    redirect_uri  text NOT NULL,
    named_by_caller boolean NOT NULL,
    expires_at    timestamptz NOT NULL
);
CREATE INDEX authorization_request_by_connection ON authorization_request (connection_id, expires_at);
CREATE INDEX authorization_request_by_age ON authorization_request (expires_at);

-- Connections that are gone but whose provider still has to be told: their tokens are revoked, then the row goes too.
CREATE TABLE farewell (
    connection_id uuid PRIMARY KEY,
    tenant_id     bigint NOT NULL,
    provider      text NOT NULL,
    calls         bytea NOT NULL,
    created_at    timestamptz NOT NULL
);

-- How a connection fares: kept by what really happens with it.
ALTER TABLE connection
    ADD COLUMN account text,
    ADD COLUMN health_error text,
    ADD COLUMN health_since timestamptz,
    ADD COLUMN failures integer NOT NULL DEFAULT 0;

-- When the next scheduled call to a provider may be made (GCRA's theoretical arrival time), over all hubs.
CREATE UNLOGGED TABLE provider_pace (
    provider text PRIMARY KEY,
    due_at   timestamptz NOT NULL
) WITH (fillfactor = 50);
