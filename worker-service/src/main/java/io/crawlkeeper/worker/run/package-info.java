/** Runs and attempts: who may carry them out, and the port to the executors that do. */
@NullMarked
package io.crawlkeeper.worker.run;

import org.jspecify.annotations.NullMarked;
