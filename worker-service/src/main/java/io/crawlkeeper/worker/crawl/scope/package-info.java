/** Which URLs belong to a crawl. Pure: no I/O, no clock. */
@NullMarked
package io.crawlkeeper.worker.crawl.scope;

import org.jspecify.annotations.NullMarked;
