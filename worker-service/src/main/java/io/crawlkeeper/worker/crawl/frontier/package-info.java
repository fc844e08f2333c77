/** The URLs that a run knows and has yet to fetch. Pure: no HTTP, no clock of its own. */
@NullMarked
package io.crawlkeeper.worker.crawl.frontier;

import org.jspecify.annotations.NullMarked;
