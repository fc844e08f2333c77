package io.crawlkeeper.benchmarks.crawl;

import java.nio.file.Path;
import java.util.List;

/** A crawler that is compared. */
interface Contender {

  /** How it is set up, for the report. */
  String settings();

  /**
   * Crawls the site, once or several times.
   *
   * @param folder an empty one of its own
   */
  List<Result> crawl(Origin origin, Path folder) throws Exception;
}
