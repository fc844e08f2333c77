/** The files in which an attempt leaves its results. */
@NullMarked
package io.crawlkeeper.worker.crawl.sink;

import org.jspecify.annotations.NullMarked;
