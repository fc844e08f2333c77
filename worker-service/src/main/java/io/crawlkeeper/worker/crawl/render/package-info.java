/** The port to a browser, which is a module of its own that a worker may have or not. */
@NullMarked
package io.crawlkeeper.worker.crawl.render;

import org.jspecify.annotations.NullMarked;
