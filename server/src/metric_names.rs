//! Every metric of the process, with its kind, unit and labels.

use metrics::{Unit, describe_counter, describe_gauge, describe_histogram};

/// Requests answered, by `route`, `method` and `status`.
pub const HTTP_REQUESTS: &str = "floodgate_http_requests_total";
/// Time from a request's header to its response's header, by `route`.
pub const HTTP_DURATION: &str = "floodgate_http_request_duration_seconds";
/// Requests being worked on.
pub const HTTP_IN_FLIGHT: &str = "floodgate_http_requests_in_flight";
/// Requests refused before any work, by `reason`: `rate_limit`, `overload`, `csrf`, `timeout`.
pub const HTTP_REFUSED: &str = "floodgate_http_refused_total";
/// Requests answered with a refusal before it was looked which route they are for, by `class`: no place to wait for, nothing left of an
/// allowance. They are not among those answered.
pub const HTTP_TURNED_AWAY: &str = "floodgate_http_turned_away_total";
/// Handlers that panicked.
pub const HTTP_PANICS: &str = "floodgate_http_panics_total";
/// Connections that are open, by `listener`.
pub const CONNECTIONS: &str = "floodgate_connections_open";
/// Jobs that are not done, by `kind` and `state`: `due`, `scheduled`, `running`, `parked`. At most 10,000 of each are counted.
pub const JOBS: &str = "floodgate_jobs";
/// For how long the job has been due that has waited longest, by `kind`; 0 when none is due.
pub const JOBS_OLDEST_DUE: &str = "floodgate_jobs_oldest_due_seconds";
/// Jobs run, by `kind` and `outcome`: `done`, `again`, `retry`, `parked`.
pub const JOBS_RUN: &str = "floodgate_jobs_total";
/// Time a job ran, by `kind`.
pub const JOB_DURATION: &str = "floodgate_job_seconds";
/// Orders placed.
pub const ORDERS_PLACED: &str = "floodgate_orders_placed_total";
/// Payments whose provider did not answer, by `provider`.
pub const PAYMENTS_UNCERTAIN: &str = "floodgate_payments_uncertain_total";
/// A provider's circuit breaker, by `provider`: 0 closed, 1 half open, 2 open.
pub const PROVIDER_BREAKER: &str = "floodgate_provider_breaker";
/// Payments handed from one provider to another before anyone was charged, by `from` and `to`.
pub const PAYMENT_FAILOVERS: &str = "floodgate_payment_failovers_total";
/// Event streams that are open.
pub const EVENT_STREAMS: &str = "floodgate_event_streams_open";
/// Places handed out in queues.
pub const QUEUE_JOINED: &str = "floodgate_queue_joined_total";
/// People turned away for want of a turn, by `reason`: `no_ticket`, `forged`, `shared`, `not_yet`, `expired`, `used`, `closed`.
pub const QUEUE_REFUSED: &str = "floodgate_queue_refused_total";
/// Calls to Redis that failed, by `operation`; the shop went on without.
pub const REDIS_FAILURES: &str = "floodgate_redis_failures_total";
/// Pages that are the same for everyone, by `outcome`: `hit`, `stale` (old, made anew meanwhile), `missed`, `made`, `shared` (waited
/// while another had it made), `last_resort` (outdated, but no new one could be made).
pub const PAGE_CACHE: &str = "floodgate_page_cache_total";
/// Copies of what the database was asked for, by `outcome`: `near` (in this process), `far` (in Redis), `loaded`.
pub const DATA_CACHE: &str = "floodgate_data_cache_total";
/// Statements that the database was asked.
pub const DATABASE_STATEMENTS: &str = "floodgate_database_statements_total";

/// The level of pressure that counts, 0 to 4.
pub const PRESSURE: &str = "floodgate_pressure_level";
/// The level that is measured.
pub const PRESSURE_MEASURED: &str = "floodgate_pressure_measured_level";
/// The level staff hold; -1 while they hold none.
pub const PRESSURE_PINNED: &str = "floodgate_pressure_pinned_level";
/// What is measured, by `input`, in its unit.
pub const PRESSURE_INPUT: &str = "floodgate_pressure_input";
/// The level it asks for by itself, by `input`: why the level is what it is.
pub const PRESSURE_INPUT_LEVEL: &str = "floodgate_pressure_input_level";

/// Requests of a class worked on at once, at most, by `class`. Follows how long answers take.
pub const GATE_LIMIT: &str = "floodgate_gate_limit";
/// Requests being worked on, by `class`.
pub const GATE_IN_FLIGHT: &str = "floodgate_gate_in_flight";
/// Requests waiting for their turn, by `class`.
pub const GATE_WAITING: &str = "floodgate_gate_waiting";
/// Requests refused for want of room, by `class`.
pub const GATE_REFUSED: &str = "floodgate_gate_refused_total";

/// Requests refused by a limit, by `class`.
pub const LIMITED: &str = "floodgate_limited_total";
/// Questions that took longer than a page waits, or failed, and that the page went on without: extras, the index of the search.
pub const EXTRAS_MISSED: &str = "floodgate_extras_missed_total";
/// Renditions of pictures that were tried, by `outcome`: `made`, `impossible`.
pub const RENDITIONS: &str = "floodgate_renditions_total";

/// Tells the recorder what each is, for the `# HELP` lines.
pub fn describe() {
    describe_counter!(HTTP_REQUESTS, Unit::Count, "Requests answered");
    describe_histogram!(HTTP_DURATION, Unit::Seconds, "Time from request header to response header");
    describe_gauge!(HTTP_IN_FLIGHT, Unit::Count, "Requests being worked on");
    describe_counter!(HTTP_REFUSED, Unit::Count, "Requests refused before any work");
    describe_counter!(HTTP_TURNED_AWAY, Unit::Count, "Requests refused before their route was known");
    describe_counter!(HTTP_PANICS, Unit::Count, "Handlers that panicked");
    describe_gauge!(JOBS, Unit::Count, "Jobs that are not done");
    describe_gauge!(JOBS_OLDEST_DUE, Unit::Seconds, "For how long the oldest due job has been due");
    describe_counter!(JOBS_RUN, Unit::Count, "Jobs run");
    describe_histogram!(JOB_DURATION, Unit::Seconds, "Time a job ran");
    describe_counter!(ORDERS_PLACED, Unit::Count, "Orders placed");
    describe_counter!(PAYMENTS_UNCERTAIN, Unit::Count, "Payments whose provider did not answer");
    describe_gauge!(PROVIDER_BREAKER, Unit::Count, "Circuit breaker: 0 closed, 1 half open, 2 open");
    describe_counter!(PAYMENT_FAILOVERS, Unit::Count, "Payments handed to another provider");
    describe_counter!(REDIS_FAILURES, Unit::Count, "Calls to Redis that failed");
    describe_counter!(DATA_CACHE, Unit::Count, "Copies of what the database was asked for");
    describe_counter!(DATABASE_STATEMENTS, Unit::Count, "Statements that the database was asked");
    describe_counter!(PAGE_CACHE, Unit::Count, "Pages that are the same for everyone");
    describe_gauge!(PRESSURE, Unit::Count, "Level of pressure, 0 to 4");
    describe_gauge!(PRESSURE_MEASURED, Unit::Count, "Level of pressure as measured");
    describe_gauge!(PRESSURE_PINNED, Unit::Count, "Level of pressure as held by staff, -1 for none");
    describe_gauge!(PRESSURE_INPUT, "What presses, by input, in its unit");
    describe_gauge!(PRESSURE_INPUT_LEVEL, Unit::Count, "Level of pressure each input asks for");
    describe_gauge!(GATE_LIMIT, Unit::Count, "Requests of a class worked on at once, at most");
    describe_gauge!(GATE_IN_FLIGHT, Unit::Count, "Requests of a class being worked on");
    describe_gauge!(GATE_WAITING, Unit::Count, "Requests of a class waiting for their turn");
    describe_counter!(GATE_REFUSED, Unit::Count, "Requests of a class refused for want of room");
    describe_gauge!(EVENT_STREAMS, Unit::Count, "Event streams that are open");
    describe_counter!(QUEUE_JOINED, Unit::Count, "Places handed out in queues");
    describe_counter!(QUEUE_REFUSED, Unit::Count, "People turned away for want of a turn");
    describe_counter!(LIMITED, Unit::Count, "Requests refused by a limit");
    describe_counter!(EXTRAS_MISSED, Unit::Count, "Questions that a page went on without");
    describe_counter!(RENDITIONS, Unit::Count, "Renditions of pictures that were tried");
    describe_gauge!(CONNECTIONS, Unit::Count, "Connections that are open");
}
