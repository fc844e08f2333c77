/** Starts, hurts and asks the processes that the tests are about. */
@NullMarked
package io.crawlkeeper.systemtests.harness;

import org.jspecify.annotations.NullMarked;
