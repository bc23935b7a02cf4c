-- The second design: nobody waits for a row that somebody else is taking. The unit's own row is the hold.
UPDATE bench_unit SET order_id = gen_random_uuid() WHERE id = (
    SELECT id FROM bench_unit WHERE variant_id = :variant AND order_id IS NULL LIMIT 1 FOR UPDATE SKIP LOCKED
);
