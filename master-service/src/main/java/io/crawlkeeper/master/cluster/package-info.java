/** What the masters know of the cluster: one immutable snapshot, and what follows from it. */
@NullMarked
package io.crawlkeeper.master.cluster;

import org.jspecify.annotations.NullMarked;
