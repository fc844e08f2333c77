package io.crawlkeeper.worker.crawl.extract;

/** A text is not what its field wants. The message goes on after the name of it: "is no …". */
final class Unreadable extends RuntimeException {
  private static final long serialVersionUID = 1;

  Unreadable(String message) {
    super(message, null, false, false);
  }
}
