/** What a page says: its title and the pages it links to. */
@NullMarked
package io.crawlkeeper.worker.crawl.parse;

import org.jspecify.annotations.NullMarked;
