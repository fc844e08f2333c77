/** The way to the web: guarded addresses, bounded time and size, HTTP as it came over the wire. */
@NullMarked
package io.crawlkeeper.worker.crawl.fetch;

import org.jspecify.annotations.NullMarked;
