-- What purchase.sql needs beside the shop's own tables.

-- Things to buy by number, so that a script can choose one.
CREATE TABLE bench_item (n bigint PRIMARY KEY, variant_id uuid NOT NULL);
INSERT INTO bench_item SELECT row_number() OVER (ORDER BY id), id FROM variant WHERE sku LIKE 'bench-spread-%';
ANALYZE bench_item;

CREATE FUNCTION bench_now() RETURNS bigint LANGUAGE sql VOLATILE
    RETURN (extract(epoch FROM clock_timestamp()) * 1000)::bigint;

-- Ids in the order of time, as the shop makes them: indexes grow at their end.
CREATE FUNCTION bench_id() RETURNS uuid LANGUAGE sql VOLATILE
    RETURN encode(overlay(uuid_send(gen_random_uuid())
        PLACING substring(int8send((extract(epoch FROM clock_timestamp()) * 1000)::bigint) FROM 3) FROM 1 FOR 6), 'hex')::uuid;
