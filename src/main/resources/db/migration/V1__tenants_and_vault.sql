-- A tenant is known by the claim that named it and its id there; the short key keeps the hot indexes small.
CREATE TABLE tenant (
    id          bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    kind        text NOT NULL,
    external_id text NOT NULL,
    created_at  timestamptz NOT NULL DEFAULT now(),
    UNIQUE (kind, external_id)
);

-- One sealed word: a hub whose keyset can't open it holds another vault's key and must not start.
CREATE TABLE vault_check (
    only_row boolean PRIMARY KEY DEFAULT true CHECK (only_row),
    sealed   bytea NOT NULL
);
