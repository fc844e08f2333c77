package io.crawlkeeper.benchmarks.due;

import java.time.Instant;
import java.util.List;

/** A scheduler of two processes, started and ready. */
interface Contender extends AutoCloseable {

  String name();

  /** How it was set up, for the report. */
  String settings();

  /** Stores one hourly schedule for each of these pages, due first at that time. */
  void schedule(List<String> urls, Instant due) throws Exception;

  /**
   * When executions began, as the scheduler has recorded it; empty where each told so to the site.
   *
   * @param due of the schedules that are meant
   */
  List<Instant> starts(Instant due) throws Exception;

  @Override
  void close();
}
