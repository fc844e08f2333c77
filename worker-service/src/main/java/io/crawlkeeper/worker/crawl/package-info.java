/** The executor of crawl tasks: one coordinating thread a run, fetches on virtual threads. */
@NullMarked
package io.crawlkeeper.worker.crawl;

import org.jspecify.annotations.NullMarked;
