package io.crawlkeeper.worker.crawl.parse;

/**
 * What a page, or the fields of its response, ask of crawlers.
 *
 * @param noindex its content is not to be kept
 * @param nofollow its links are not to be followed
 */
public record Directives(boolean noindex, boolean nofollow) {
  public static final Directives NONE = new Directives(false, false);

  /** What either asks. */
  public Directives and(Directives other) {
    return new Directives(noindex || other.noindex, nofollow || other.nofollow);
  }
}
