package io.crawlkeeper.systemtests.harness;

/** Which of the processes this is that run tests at the same time. */
final class Fork {
  private Fork() {}

  /** From 1; the same for all that is run by an IDE. */
  static int number() {
    return Integer.getInteger("surefire.forkNumber", 1);
  }
}
