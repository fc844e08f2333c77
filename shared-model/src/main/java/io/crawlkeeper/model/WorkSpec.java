package io.crawlkeeper.model;

/** What the runs of a task do, as the user gave it: a task has exactly one of these. */
public sealed interface WorkSpec permits CrawlSpec, HttpSpec, JobSpec, PluginSpec {

  /**
   * Names the executor that carries it out, and what a worker announces that has it: {@code crawl},
   * {@code http}, {@code job} or what a plug-in calls itself.
   */
  String kind();
}
