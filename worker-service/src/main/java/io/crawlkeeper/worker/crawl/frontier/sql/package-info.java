/** Frontiers in SQL: a file a run in SQLite, a partition a run in PostgreSQL. */
@NullMarked
package io.crawlkeeper.worker.crawl.frontier.sql;

import org.jspecify.annotations.NullMarked;
