package io.crawlkeeper.worker.crawl.scope;

/** Whether a URL belongs to a crawl. */
public sealed interface ScopeDecision {

  /** It does. */
  record Taken() implements ScopeDecision {}

  /**
   * It does not.
   *
   * @param reason for people
   */
  record Refused(String reason) implements ScopeDecision {}
}
