package io.crawlkeeper.worker.crawl.politeness;

/** Whether a request may start now. Times are those of the caller's ticker, in nanoseconds. */
public sealed interface GateAnswer {

  /** It may; the permit has to be ended. */
  record Go(Permit permit) implements GateAnswer {}

  /** Not before {@code nanos}; then ask again. */
  record NotBefore(long nanos) implements GateAnswer {}

  /**
   * The host bears no more for now, others come first, or another worker has it; the visitor is
   * woken at its turn.
   */
  record InLine() implements GateAnswer {}

  /**
   * The host has not answered for long: what is to be fetched there now should be given up.
   *
   * @param why for people
   */
  record GivenUp(String why) implements GateAnswer {}
}
