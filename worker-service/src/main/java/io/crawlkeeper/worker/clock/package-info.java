/** Whether this machine's clock can be trusted with schedules. Pure. */
@NullMarked
package io.crawlkeeper.worker.clock;

import org.jspecify.annotations.NullMarked;
