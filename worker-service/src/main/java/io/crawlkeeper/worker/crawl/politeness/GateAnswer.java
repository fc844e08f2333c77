package io.crawlkeeper.worker.crawl.politeness;

/** Whether a request may start now. Times are those of the caller's ticker, in nanoseconds. */
public sealed interface GateAnswer {

  /** It may; the permit has to be ended. */
  record Go(HostGate.Permit permit) implements GateAnswer {}

  /** Not before {@code nanos}; then ask again. */
  record NotBefore(long nanos) implements GateAnswer {}

  /** As many requests as the host bears are under way; the visitor is woken when it is its turn. */
  record Full() implements GateAnswer {}
}
