-- A row for every unit, in a table of the benchmark's own. psql variables: variant, units.
CREATE TABLE bench_unit (
    id bigint PRIMARY KEY,
    variant_id uuid NOT NULL,
    order_id uuid
);
INSERT INTO bench_unit (id, variant_id) SELECT n, :'variant' FROM generate_series(1, :units) n;
CREATE INDEX bench_unit_free ON bench_unit (variant_id, id) WHERE order_id IS NULL;
VACUUM ANALYZE bench_unit;
CHECKPOINT;
