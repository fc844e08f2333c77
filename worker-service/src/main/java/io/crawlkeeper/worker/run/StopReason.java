package io.crawlkeeper.worker.run;

/** Why an attempt has to end before it is through. */
public enum StopReason {
  /** It is not this worker's any more: its output is thrown away and nothing is written. */
  DROPPED,
  /** The task was changed: the run is recorded as cancelled. */
  CANCELLED,
  /** This worker leaves: the run is given back for another to go on. */
  RELEASED
}
