/** What a run takes over from earlier runs of its task. */
@NullMarked
package io.crawlkeeper.worker.crawl.recrawl;

import org.jspecify.annotations.NullMarked;
