-- One set for SQLite and PostgreSQL. Times are milliseconds since 1970, UTC.
-- ${sorted_text} sorts by bytes on both, so that pages come in the same order.

CREATE TABLE database_facts (
  name  TEXT NOT NULL PRIMARY KEY,
  value TEXT NOT NULL
);

CREATE TABLE runs (
  id               ${sorted_text} NOT NULL PRIMARY KEY,
  -- Version that the ledger of the task gets by the commit which the row belongs to.
  token            BIGINT NOT NULL,
  task             TEXT NOT NULL,
  task_id          BIGINT NOT NULL,
  cause            TEXT NOT NULL,
  tick             BIGINT,
  attempt          INTEGER NOT NULL,
  failures         INTEGER NOT NULL,
  generation       BIGINT NOT NULL,
  state            TEXT NOT NULL,
  worker           TEXT NOT NULL,
  worker_id        TEXT NOT NULL,
  create_time      BIGINT NOT NULL,
  start_time       BIGINT,
  end_time         BIGINT,
  next_time        BIGINT,
  queued           BIGINT NOT NULL,
  fetched          BIGINT NOT NULL,
  failed           BIGINT NOT NULL,
  bytes            BIGINT NOT NULL,
  pages_per_second DOUBLE PRECISION NOT NULL,
  output           TEXT,
  reason           TEXT
);

CREATE INDEX runs_by_time ON runs (create_time, id);
CREATE INDEX runs_by_task ON runs (task_id, create_time, id);
CREATE INDEX runs_by_state ON runs (state, create_time, id);
CREATE INDEX runs_by_worker ON runs (worker_id, create_time, id);

CREATE TABLE ticks (
  task_id BIGINT NOT NULL,
  number  BIGINT NOT NULL,
  task    TEXT NOT NULL,
  time    BIGINT NOT NULL,
  until   BIGINT,
  count   BIGINT NOT NULL,
  outcome TEXT NOT NULL,
  reason  TEXT,
  run     TEXT,
  decided BIGINT NOT NULL,
  PRIMARY KEY (task_id, number)
)${clustered};
