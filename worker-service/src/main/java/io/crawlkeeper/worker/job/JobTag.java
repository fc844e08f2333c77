package io.crawlkeeper.worker.job;

import io.crawlkeeper.worker.run.RunKey;
import java.time.Duration;

/**
 * What Crawlkeeper writes on a Job.
 *
 * @param attempt that holds the Job: the one that has made it, or has taken it over last
 * @param token of that attempt
 * @param ttl how long the Job is to be kept once its run is over
 */
public record JobTag(RunKey run, int attempt, String token, Duration ttl) {}
