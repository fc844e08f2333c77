/** A hundred thousand tasks, and the leader is killed. */
@NullMarked
package io.crawlkeeper.benchmarks.takeover;

import org.jspecify.annotations.NullMarked;
