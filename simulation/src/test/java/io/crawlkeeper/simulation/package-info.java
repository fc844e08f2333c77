/** Whole clusters from seeds: the runs, and the proof that they find what they should. */
@NullMarked
package io.crawlkeeper.simulation;

import org.jspecify.annotations.NullMarked;
