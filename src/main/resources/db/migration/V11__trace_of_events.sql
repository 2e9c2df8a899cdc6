-- The place in its caller's trace at which an event was accepted (W3C Trace Context), for the deliveries that follow from
-- it. NULL: nobody traces it, and its own id is that of the trace. The lock that this takes must not keep everyone waiting
-- who comes behind it while a long statement of another hub holds the table, so it gives up soon and comes again.
DO
$$
BEGIN
    FOR try IN 1 .. 120 LOOP
        BEGIN
            SET LOCAL lock_timeout = '500ms';
            ALTER TABLE event ADD COLUMN traceparent text;
            RETURN;
        EXCEPTION WHEN lock_not_available THEN
            PERFORM pg_sleep(0.5);
        END;
    END LOOP;
    RAISE EXCEPTION 'The table event is in use without a break; start the hub again when it is not';
END
$$;
