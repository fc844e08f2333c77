/** Thousands of schedules due in the same second, beside other schedulers. */
@NullMarked
package io.crawlkeeper.benchmarks.due;

import org.jspecify.annotations.NullMarked;
