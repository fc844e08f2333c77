/** URLs in one normal form. Pure: no I/O, no clock. */
@NullMarked
package io.crawlkeeper.url;

import org.jspecify.annotations.NullMarked;
