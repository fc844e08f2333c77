/**
 * How hard a host may be hit. Pure decisions: time is an argument, nothing here sends a request.
 */
@NullMarked
package io.crawlkeeper.worker.crawl.politeness;

import org.jspecify.annotations.NullMarked;
