package io.crawlkeeper.worker.crawl.fetch;

import org.jspecify.annotations.Nullable;

/** What tasks name and only workers know. Safe for use by many threads. */
@FunctionalInterface
public interface Secrets {
  Secrets NONE = name -> null;

  /** Null if there is none of that name. */
  @Nullable String find(String name);
}
