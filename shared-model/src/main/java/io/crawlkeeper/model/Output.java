package io.crawlkeeper.model;

/** A form in which a crawl leaves its results. */
public enum Output {
  /** One line of JSON for each page, and one for each item. */
  JSONL,
  /** Items as a table, a column for each field. */
  CSV,
  /** Requests and responses as they went over the wire, in WARC 1.1 (ISO 28500). */
  WARC,
  /** Items as rows of a table in the database. */
  SQL
}
