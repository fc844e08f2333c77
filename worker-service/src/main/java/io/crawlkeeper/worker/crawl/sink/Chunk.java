package io.crawlkeeper.worker.crawl.sink;

/**
 * What a sink is to write for a page. Nobody may change the bytes.
 *
 * @param bytes empty if there is nothing to write
 * @param record how many bytes at the start are the record of the page itself
 */
@SuppressWarnings("ArrayRecordComponent") // Compared by nobody, and copies would cost.
record Chunk(byte[] bytes, int record) {
  static final Chunk NOTHING = new Chunk(new byte[0], 0);

  /** A chunk that is nothing but a record. */
  static Chunk record(byte[] bytes) {
    return new Chunk(bytes, bytes.length);
  }
}
