-- Tasks that are gone and have left runs or ticks, by when that was noticed.
CREATE TABLE gone_tasks (
  task_id BIGINT NOT NULL PRIMARY KEY,
  noticed BIGINT NOT NULL
);

-- Workers go through them in this order.
CREATE INDEX expired_by_time ON expired_runs (expired, run);
