/** What has become of runs and ticks, for people: kept in SQL, much longer than in ZooKeeper. */
@NullMarked
package io.crawlkeeper.history;

import org.jspecify.annotations.NullMarked;
