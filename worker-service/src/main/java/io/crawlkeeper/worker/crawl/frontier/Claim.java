package io.crawlkeeper.worker.crawl.frontier;

import io.crawlkeeper.worker.run.RunKey;

/**
 * What an attempt says when it opens the frontier of its run.
 *
 * @param attempt larger than those of all attempts before
 * @param storage names the place that the results are in: what an attempt has done whose results
 *     are elsewhere does not count
 * @param pagesPerHost responses of one origin after which its other URLs are left out
 * @param afresh whether to begin anew, whatever the attempts before have left
 */
public record Claim(RunKey run, int attempt, String storage, long pagesPerHost, boolean afresh) {}
