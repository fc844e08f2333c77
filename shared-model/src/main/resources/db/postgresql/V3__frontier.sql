-- Frontiers of runs under way, in PostgreSQL alone: SQLite has a file a run. The tables are partitioned by run; a partition is
-- made with its indexes when a run becomes too large for memory, and dropped at its end. Statements name the partitions.

CREATE TABLE frontier_runs (
  -- Names the partitions of the run.
  number        BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  id            TEXT NOT NULL UNIQUE,
  task          TEXT NOT NULL,
  task_id       BIGINT NOT NULL,
  -- The last that has opened the run: what comes of an earlier one is refused.
  attempt       INTEGER NOT NULL,
  storage       TEXT NOT NULL,
  batch         BIGINT NOT NULL DEFAULT 0,
  last_id       BIGINT NOT NULL DEFAULT 0,
  last_turn     BIGINT NOT NULL DEFAULT 0,
  queued        BIGINT NOT NULL DEFAULT 0,
  kept          BIGINT NOT NULL DEFAULT 0,
  refused       BIGINT NOT NULL DEFAULT 0,
  fetched       BIGINT NOT NULL DEFAULT 0,
  failed        BIGINT NOT NULL DEFAULT 0,
  bytes         BIGINT NOT NULL DEFAULT 0,
  nanos         BIGINT NOT NULL DEFAULT 0,
  seed_answered INTEGER NOT NULL DEFAULT 0,
  seed_failure  TEXT
);

CREATE TABLE frontier_hosts (
  run     BIGINT NOT NULL,
  id      BIGINT NOT NULL,
  origin  TEXT COLLATE "C" NOT NULL,
  ready   BIGINT NOT NULL,
  queued  BIGINT NOT NULL,
  fetched BIGINT NOT NULL,
  turn    BIGINT NOT NULL
) PARTITION BY LIST (run);

CREATE TABLE frontier_urls (
  run      BIGINT NOT NULL,
  id       BIGINT NOT NULL,
  -- Of what the URL counts as.
  high     BIGINT NOT NULL,
  low      BIGINT NOT NULL,
  host     BIGINT NOT NULL,
  -- 0 waits, 1 is done, 2 is refused.
  state    INTEGER NOT NULL,
  rank     INTEGER NOT NULL,
  depth    INTEGER NOT NULL,
  hops     INTEGER NOT NULL,
  tries    INTEGER NOT NULL,
  -- Milliseconds since 1970 of a URL that was deferred; else 0.
  due      BIGINT NOT NULL,
  kind     TEXT NOT NULL,
  url      TEXT COLLATE "C" NOT NULL,
  referrer TEXT,
  reason   TEXT
) PARTITION BY LIST (run);

CREATE TABLE frontier_pages (
  run      BIGINT NOT NULL,
  id       BIGINT NOT NULL,
  record   TEXT NOT NULL,
  segment  TEXT,
  position BIGINT,
  bytes    BIGINT
) PARTITION BY LIST (run);

CREATE TABLE frontier_sinks (
  run   BIGINT NOT NULL,
  name  TEXT COLLATE "C" NOT NULL,
  state TEXT NOT NULL
) PARTITION BY LIST (run);
