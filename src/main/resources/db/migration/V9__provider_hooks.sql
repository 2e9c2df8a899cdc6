-- The secrets that the hub made for what providers tell it, and the subscriptions that they were given for.
CREATE TABLE hook_secret (
    connection_id   uuid PRIMARY KEY REFERENCES connection ON DELETE CASCADE,
    tenant_id       bigint NOT NULL,
    secret          bytea NOT NULL,
    subscription_id text,       -- the provider's id; null: it has not said yet that it has subscribed the hub
    created_at      timestamptz NOT NULL
);

-- What providers' hooks have brought: a call by its signature, so that it can't be replayed, and an event by what tells it
-- from others, so that one that is sent again is taken once.
CREATE TABLE hook_receipt (
    connection_id uuid NOT NULL REFERENCES connection ON DELETE CASCADE,
    kind          text NOT NULL CHECK (kind IN ('call', 'event')),
    digest        bytea NOT NULL,
    taken_at      timestamptz NOT NULL,
    PRIMARY KEY (connection_id, kind, digest)
);
CREATE INDEX hook_receipt_by_age ON hook_receipt (taken_at);
