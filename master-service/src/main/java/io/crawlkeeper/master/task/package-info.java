/** Tasks as users write them: reading, checking, patching, and their ids. */
@NullMarked
package io.crawlkeeper.master.task;

import org.jspecify.annotations.NullMarked;
