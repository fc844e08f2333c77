/** What the whole promises: real processes, real ZooKeeper, real faults, real sites. */
@NullMarked
package io.crawlkeeper.systemtests;

import org.jspecify.annotations.NullMarked;
