/**
 * What the owner of a task decides: which ticks fire, which runs begin and end. Pure functions from
 * the ledger, the task and the time to the next ledger.
 */
@NullMarked
package io.crawlkeeper.worker.ledger;

import org.jspecify.annotations.NullMarked;
