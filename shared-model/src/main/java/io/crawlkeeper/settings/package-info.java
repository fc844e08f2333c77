/** Reads and checks {@code crawlkeeper.*} properties, all of them before anything is started. */
@NullMarked
package io.crawlkeeper.settings;

import org.jspecify.annotations.NullMarked;
