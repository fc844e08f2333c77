-- Runs are also asked for by the name of a task that may be gone.
CREATE INDEX runs_by_name ON runs (task, create_time, id);
