/** The expressions of extraction rules, as masters check them and workers run them. */
@NullMarked
package io.crawlkeeper.extract;

import org.jspecify.annotations.NullMarked;
