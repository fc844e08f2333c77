/** What masters tell of schedules, which the owners of tasks fire: what comes, and what is late. */
@NullMarked
package io.crawlkeeper.master.schedule;

import org.jspecify.annotations.NullMarked;
