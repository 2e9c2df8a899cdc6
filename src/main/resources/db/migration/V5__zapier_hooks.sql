-- A webhook that a program subscribed with a key (requirement document 001): it lives no longer than the key, and its
-- deliveries carry it. Without a key it is a webhook that its owner registered.
ALTER TABLE webhook ADD COLUMN key_id uuid REFERENCES api_key;
-- The same target and events, subscribed twice with one key, are one webhook.
CREATE UNIQUE INDEX webhook_by_key ON webhook (key_id, url, events) WHERE key_id IS NOT NULL;

-- The newest events of a type, for whoever sets up a Zap. Only the types of requirement document 001 pay for it.
CREATE INDEX event_for_samples ON event (tenant_id, type, id)
    WHERE type IN ('appointment.created', 'appointment.cancelled', 'appointment.completed', 'call.received');
