package io.crawlkeeper.worker.crawl.politeness;

/** Whether a request may start now. Times are those of the caller's ticker, in nanoseconds. */
public sealed interface GateAnswer {

  /** It may; the permit has to be ended. */
  record Go(HostGate.Permit permit) implements GateAnswer {}

  /** Not before {@code nanos}; then ask again. */
  record NotBefore(long nanos) implements GateAnswer {}

  /** The host bears no more for now, or others come first; the visitor is woken at its turn. */
  record InLine() implements GateAnswer {}
}
