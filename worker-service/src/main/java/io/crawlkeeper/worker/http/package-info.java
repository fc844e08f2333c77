/** The executor of tasks that call a URL and look at the answer. */
@NullMarked
package io.crawlkeeper.worker.http;

import org.jspecify.annotations.NullMarked;
