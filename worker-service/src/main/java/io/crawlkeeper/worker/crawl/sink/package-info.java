/** The forms in which a run leaves its results. */
@NullMarked
package io.crawlkeeper.worker.crawl.sink;

import org.jspecify.annotations.NullMarked;
