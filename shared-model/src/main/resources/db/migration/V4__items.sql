-- Items that runs have taken out of pages, and what is to be removed with runs that are forgotten.

CREATE TABLE item_rows (
  run      ${sorted_text} NOT NULL,
  -- From 0 in the order in which the run has stored them.
  sequence BIGINT NOT NULL,
  -- That has written the row: a later one takes its place, an earlier one does not.
  attempt  INTEGER NOT NULL,
  kind     TEXT NOT NULL,
  page     TEXT NOT NULL,
  -- Among the items of its page, from 0.
  position INTEGER NOT NULL,
  -- A JSON object.
  fields   TEXT NOT NULL,
  PRIMARY KEY (run, sequence)
)${clustered};

-- Runs whose items are whole.
CREATE TABLE item_runs (
  run     ${sorted_text} NOT NULL PRIMARY KEY,
  task    TEXT NOT NULL,
  -- How many items the run has.
  items   BIGINT NOT NULL
);

CREATE VIEW items AS
  SELECT r.task, i.run, i.sequence, i.kind, i.page, i.position, i.fields
  FROM item_rows i JOIN item_runs r ON r.run = i.run
  WHERE i.sequence < r.items;

-- Runs whose rows are removed from the history; their results follow.
CREATE TABLE expired_runs (
  run     ${sorted_text} NOT NULL PRIMARY KEY,
  task    TEXT NOT NULL,
  expired BIGINT NOT NULL
);
