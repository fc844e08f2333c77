/** Takes items and links out of pages by the rules of a task. Pure: no HTTP, no files. */
@NullMarked
package io.crawlkeeper.worker.crawl.extract;

import org.jspecify.annotations.NullMarked;
