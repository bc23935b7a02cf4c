-- What connections to a database do, looked at 20 times a second. psql variables: database, seconds.
CREATE FUNCTION pg_temp.waits(watched text, seconds int) RETURNS TABLE (doing text, connections numeric)
LANGUAGE plpgsql AS $$
DECLARE
    looks int := seconds * 20;
BEGIN
    CREATE TEMP TABLE seen (doing text);
    FOR look IN 1..looks LOOP
        PERFORM pg_stat_clear_snapshot();
        INSERT INTO seen SELECT CASE
                WHEN state = 'idle in transaction' THEN 'waiting for the shop in a transaction'
                WHEN wait_event IS NULL THEN 'running'
                ELSE wait_event_type || ' ' || wait_event END
            FROM pg_stat_activity WHERE datname = watched AND pid <> pg_backend_pid()
                AND state IN ('active', 'idle in transaction');
        PERFORM pg_sleep(0.05);
    END LOOP;
    RETURN QUERY SELECT s.doing, round(count(*)::numeric / looks, 2) FROM seen s GROUP BY 1 ORDER BY 2 DESC LIMIT 5;
END $$;
SELECT string_agg(doing || ' ' || connections, ', ') FROM pg_temp.waits(:'database', :seconds);
