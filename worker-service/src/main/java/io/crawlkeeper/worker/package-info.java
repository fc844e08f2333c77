/** The worker: how its parts are put together. */
@NullMarked
package io.crawlkeeper.worker;

import org.jspecify.annotations.NullMarked;
