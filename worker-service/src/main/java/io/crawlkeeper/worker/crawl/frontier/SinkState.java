package io.crawlkeeper.worker.crawl.frontier;

/**
 * What a sink has to know to go on where a batch has ended. It is stored with the batch; only the
 * sink can read it.
 *
 * @param name of the segment that it is about; a later state of the same name takes its place
 * @param state as text
 */
public record SinkState(String name, String state) {}
