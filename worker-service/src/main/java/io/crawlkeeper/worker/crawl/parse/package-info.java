/** What a page says: its text, its title, what it links to and what it asks of crawlers. */
@NullMarked
package io.crawlkeeper.worker.crawl.parse;

import org.jspecify.annotations.NullMarked;
