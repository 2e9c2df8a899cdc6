-- A tenant's link to a provider. The configuration may hold credentials and is sealed as a whole.
CREATE TABLE connection (
    id                   uuid PRIMARY KEY,
    tenant_id            bigint NOT NULL REFERENCES tenant,
    name                 text NOT NULL,
    provider             text NOT NULL,
    type                 text NOT NULL,
    auth_type            text NOT NULL,
    status               text NOT NULL CHECK (status IN ('pending', 'active', 'inactive', 'error', 'revoked')),
    config               bytea NOT NULL,
    settings             text NOT NULL,
    last_sync_at         timestamptz,
    last_health_check_at timestamptz,
    health_status        text CHECK (health_status IN ('healthy', 'degraded', 'unhealthy')),
    -- What only one connection of a tenant may have: its name in some contracts, its provider in others.
    slot                 text,
    version              integer NOT NULL,
    created_at           timestamptz NOT NULL,
    updated_at           timestamptz NOT NULL,
    UNIQUE (tenant_id, slot)
);
CREATE INDEX connection_by_tenant ON connection (tenant_id, id);
CREATE INDEX connection_by_provider ON connection (tenant_id, provider, id);

-- What happened with a connection: messages, tests, syncs and health checks.
CREATE TABLE connection_log (
    id            uuid PRIMARY KEY,
    tenant_id     bigint NOT NULL,
    connection_id uuid NOT NULL REFERENCES connection ON DELETE CASCADE,
    status        text NOT NULL CHECK (status IN ('success', 'error')),
    message       text NOT NULL,
    created_at    timestamptz NOT NULL
);
CREATE INDEX connection_log_by_connection ON connection_log (connection_id, id);
