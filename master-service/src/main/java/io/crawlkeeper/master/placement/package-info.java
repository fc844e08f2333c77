/** Where tasks live: pure functions from an image to moves. */
@NullMarked
package io.crawlkeeper.master.placement;

import org.jspecify.annotations.NullMarked;
