/** When the ticks of a schedule are. Pure, and the same on every node. */
@NullMarked
package io.crawlkeeper.schedule;

import org.jspecify.annotations.NullMarked;
