/** What has to hold in every simulated world, whatever goes wrong in it. */
@NullMarked
package io.crawlkeeper.simulation.invariants;

import org.jspecify.annotations.NullMarked;
