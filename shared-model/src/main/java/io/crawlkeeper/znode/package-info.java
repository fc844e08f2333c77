/** Where facts are kept in ZooKeeper, and in which form. */
@NullMarked
package io.crawlkeeper.znode;

import org.jspecify.annotations.NullMarked;
