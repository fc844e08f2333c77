package io.crawlkeeper.model;

/** A form in which a crawl leaves its results. */
public enum Output {
  /** One line of JSON for each page. */
  JSONL,
  /** Requests and responses as they went over the wire, in WARC 1.1 (ISO 28500). */
  WARC
}
