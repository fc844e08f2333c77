/**
 * What tasks, workers, assignments and runs are: pure, immutable records without any technology.
 */
@NullMarked
package io.crawlkeeper.model;

import org.jspecify.annotations.NullMarked;
