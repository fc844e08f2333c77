/** Masters, workers and users, made from the product's own code, in a simulated world. */
@NullMarked
package io.crawlkeeper.simulation.cluster;

import org.jspecify.annotations.NullMarked;
