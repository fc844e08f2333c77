package io.crawlkeeper.worker.crawl.frontier;

/** Where a URL stands in a frontier. */
public enum UrlState {
  QUEUED(0),
  DONE(1),
  REFUSED(2);

  private final int code;

  UrlState(int code) {
    this.code = code;
  }

  /** What is stored for it. */
  public int code() {
    return code;
  }

  public static UrlState of(int code) {
    return switch (code) {
      case 0 -> QUEUED;
      case 1 -> DONE;
      case 2 -> REFUSED;
      default -> throw new IllegalArgumentException("no state of a URL: " + code);
    };
  }
}
