package io.crawlkeeper.worker.crawl.fetch;

import io.crawlkeeper.worker.crawl.politeness.Clearance;

/** Has the last word on when a request is sent, and learns how it goes. On any thread. */
public interface Sending {
  Clearance SENT = new Clearance.Sent();

  /** Lets all go at once. */
  Sending FREE =
      new Sending() {
        @Override
        public Clearance clear() {
          return SENT;
        }

        @Override
        public void written() {
          // Nobody wants to know.
        }

        @Override
        public void answered() {
          // Nobody wants to know.
        }

        @Override
        public void cutBy(Runnable action) {
          // Nobody does.
        }
      };

  /** Asked when the connection stands, right before the request is written. Must not block. */
  Clearance clear();

  /** The request was handed to the operating system, or to the thread that does so next. */
  void written();

  /** The answer begins. */
  void answered();

  /**
   * Says how the request is ended at once, should its host not be ours any more. Told first of all.
   *
   * @param action for any thread; does not block
   */
  void cutBy(Runnable action);
}
