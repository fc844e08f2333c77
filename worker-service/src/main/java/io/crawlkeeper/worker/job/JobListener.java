package io.crawlkeeper.worker.job;

import java.time.Duration;

/** Is told of requests to the cluster, from many threads. */
public interface JobListener {

  JobListener NONE = (verb, outcome, took) -> {};

  /** How a request has ended. */
  enum Answer {
    DONE,
    /** The cluster has said no. */
    REFUSED,
    /** There was no answer, or the answer was to come again later. */
    AWAY
  }

  /**
   * @param verb as in the rules of Kubernetes: {@code get}, {@code list}, {@code create}, …
   */
  void asked(String verb, Answer answer, Duration took);
}
