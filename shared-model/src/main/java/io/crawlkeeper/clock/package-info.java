/** What time it is, also where this machine's clock is wrong. Pure. */
@NullMarked
package io.crawlkeeper.clock;

import org.jspecify.annotations.NullMarked;
