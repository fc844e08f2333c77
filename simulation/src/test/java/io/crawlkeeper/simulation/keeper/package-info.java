/** A model of ZooKeeper: znodes, sessions, watches, and what can go wrong between them. */
@NullMarked
package io.crawlkeeper.simulation.keeper;

import org.jspecify.annotations.NullMarked;
