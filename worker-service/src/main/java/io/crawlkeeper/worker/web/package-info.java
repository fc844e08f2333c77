/** What a worker serves over HTTP, for the masters alone. */
@NullMarked
package io.crawlkeeper.worker.web;

import org.jspecify.annotations.NullMarked;
