package io.crawlkeeper.worker.crawl.render;

/** What came of a page in a browser. */
public sealed interface Rendering {

  /**
   * The page after its scripts.
   *
   * @param html its document as text
   */
  record Rendered(String html) implements Rendering {}

  /**
   * @param reason for people
   */
  record NotRendered(String reason) implements Rendering {}
}
