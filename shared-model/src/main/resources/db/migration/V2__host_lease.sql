-- Which worker may send requests to a host. Times are milliseconds since 1970 by the clock that grants: that of
-- PostgreSQL, or that of the machine which the SQLite file is on.

CREATE TABLE host_lease (
  host         TEXT NOT NULL PRIMARY KEY,
  -- Name with incarnation; empty if the host is free.
  holder       TEXT NOT NULL DEFAULT '',
  -- Grows with each grant.
  token        BIGINT NOT NULL DEFAULT 0,
  granted      BIGINT NOT NULL DEFAULT 0,
  valid_until  BIGINT NOT NULL DEFAULT 0,
  -- Least time between two starts, in milliseconds, that the holder has to keep.
  delay        BIGINT NOT NULL DEFAULT 0,
  next_start   BIGINT NOT NULL DEFAULT 0,
  closed_until BIGINT NOT NULL DEFAULT 0,
  closed_why   TEXT,
  strikes      INTEGER NOT NULL DEFAULT 0,
  latency      BIGINT NOT NULL DEFAULT 0,
  -- JSON: the workers with runs at this host, what they demand, and since when they wait.
  parties      TEXT NOT NULL DEFAULT '[]',
  touched      BIGINT NOT NULL DEFAULT 0
);
