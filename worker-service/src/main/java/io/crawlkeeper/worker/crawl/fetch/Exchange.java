package io.crawlkeeper.worker.crawl.fetch;

/** A request and its response, as they are stored. */
public sealed interface Exchange permits FetchResult.Received, Revisit {}
