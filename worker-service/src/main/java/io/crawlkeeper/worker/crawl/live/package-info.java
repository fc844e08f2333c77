/** What a run tells of itself while it is under way. Bounded, whatever the web sends. */
@NullMarked
package io.crawlkeeper.worker.crawl.live;

import org.jspecify.annotations.NullMarked;
