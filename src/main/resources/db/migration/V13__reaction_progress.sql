-- For whom a step of a route has dealt with an event already, while another connection of the tenant still fails: the
-- event comes to the route again, and must not come to them twice. step is the route's id and the action's.
CREATE TABLE reaction_progress (
    event_id      uuid NOT NULL,
    step          text NOT NULL,
    connection_id uuid NOT NULL,
    PRIMARY KEY (event_id, step, connection_id)
);
