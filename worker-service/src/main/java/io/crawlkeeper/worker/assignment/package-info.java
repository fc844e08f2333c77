/** What this worker is to run, and what follows from it. Pure but for its ports. */
@NullMarked
package io.crawlkeeper.worker.assignment;

import org.jspecify.annotations.NullMarked;
