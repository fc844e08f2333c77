/**
 * How fast a real site is crawled, beside other crawlers and a loop that does no more than it must.
 */
@NullMarked
package io.crawlkeeper.benchmarks.crawl;

import org.jspecify.annotations.NullMarked;
