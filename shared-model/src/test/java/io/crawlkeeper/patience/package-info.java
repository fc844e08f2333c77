/** What the tests of several modules have in common about waiting. */
@NullMarked
package io.crawlkeeper.patience;

import org.jspecify.annotations.NullMarked;
