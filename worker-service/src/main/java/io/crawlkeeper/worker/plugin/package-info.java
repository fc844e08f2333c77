/** Executors that others have written, from jars of their own. */
@NullMarked
package io.crawlkeeper.worker.plugin;

import org.jspecify.annotations.NullMarked;
