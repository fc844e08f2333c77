package io.crawlkeeper.model;

/** How far from its seeds a crawl may go. */
public enum ScopeKind {
  /** The same host and port as one of the seeds. */
  HOST,
  /** The same registrable domain as one of the seeds, such as {@code example.co.uk}. */
  DOMAIN,
  /** Below the folder of one of the seeds. */
  PREFIX
}
