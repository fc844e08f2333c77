/** The history in SQLite and PostgreSQL. What concerns SQL, drivers and pools is only here. */
@NullMarked
package io.crawlkeeper.sql;

import org.jspecify.annotations.NullMarked;
