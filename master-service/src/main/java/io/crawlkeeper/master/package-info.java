/** The master: how its parts are put together. */
@NullMarked
package io.crawlkeeper.master;

import org.jspecify.annotations.NullMarked;
