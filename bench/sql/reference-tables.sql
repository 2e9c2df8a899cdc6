-- The tables that R is measured with have the shape of the hub's own: columns, keys, indexes, partitioning, fill factor.
DROP SCHEMA IF EXISTS bench CASCADE;
CREATE SCHEMA bench;
CREATE TABLE bench.event (LIKE public.event INCLUDING ALL) PARTITION BY RANGE (id);
CREATE TABLE bench.event_all PARTITION OF bench.event DEFAULT;
CREATE TABLE bench.delivery_due (LIKE public.delivery_due INCLUDING ALL) WITH (fillfactor = 70);
-- Ids ascend as the hub's do: a number's digits, written as a UUID.
CREATE SEQUENCE bench.id;
