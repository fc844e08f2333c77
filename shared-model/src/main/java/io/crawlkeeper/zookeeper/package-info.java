/** The session with ZooKeeper that masters and workers live by, and reading many znodes at once. */
@NullMarked
package io.crawlkeeper.zookeeper;

import org.jspecify.annotations.NullMarked;
