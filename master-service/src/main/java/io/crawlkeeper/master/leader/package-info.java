/**
 * The leader's word: requests, the decisions on them, and the loop that commits them. Pure but for
 * its ports.
 */
@NullMarked
package io.crawlkeeper.master.leader;

import org.jspecify.annotations.NullMarked;
