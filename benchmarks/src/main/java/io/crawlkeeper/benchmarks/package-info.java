/** How fast it is: real processes, beside others that do the same, in one run on one machine. */
@NullMarked
package io.crawlkeeper.benchmarks;

import org.jspecify.annotations.NullMarked;
