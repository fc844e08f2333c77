/** REST, and how errors look to its users. */
@NullMarked
package io.crawlkeeper.master.web;

import org.jspecify.annotations.NullMarked;
