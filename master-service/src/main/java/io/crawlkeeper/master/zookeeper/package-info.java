/** The masters' znodes: election, fenced commits, and the feed of the image. */
@NullMarked
package io.crawlkeeper.master.zookeeper;

import org.jspecify.annotations.NullMarked;
