-- A route that reacts to events has a task for each event: kind is 'event-' and the route's id, connection_id the event's
-- id. One that failed too often is kept, due at infinity, with the reason here.
ALTER TABLE task ADD COLUMN error text;
