package io.crawlkeeper.worker.crawl;

import io.crawlkeeper.worker.crawl.fetch.Requests;
import io.crawlkeeper.worker.crawl.frontier.Frontier;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutorService;

/**
 * What one run is made of.
 *
 * @param events to the coordinating thread, from all others
 * @param fetches starts a thread for each fetch
 */
record RunParts(
    Frontier frontier,
    BlockingQueue<Event> events,
    ExecutorService fetches,
    Digest digest,
    Tally tally,
    Requests requests) {}
