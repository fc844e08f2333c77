/** The worker's znodes: its assignments, and the tokens of its runs. */
@NullMarked
package io.crawlkeeper.worker.zookeeper;

import org.jspecify.annotations.NullMarked;
