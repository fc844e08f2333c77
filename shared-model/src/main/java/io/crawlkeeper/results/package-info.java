/** Reading of what runs have left: index, pages, items. */
@NullMarked
package io.crawlkeeper.results;

import org.jspecify.annotations.NullMarked;
