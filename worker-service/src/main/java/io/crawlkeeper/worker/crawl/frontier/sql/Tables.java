package io.crawlkeeper.worker.crawl.frontier.sql;

/**
 * The tables of one run.
 *
 * @param number of the run's row
 * @param suffix of the names of its tables: empty where a run has a database of its own
 * @param lock what makes a SELECT keep the row to this transaction
 */
record Tables(long number, String suffix, String lock) {

  /** The statement, with {@code {}} for the suffix. */
  String sql(String statement) {
    return statement.replace("{}", suffix);
  }
}
