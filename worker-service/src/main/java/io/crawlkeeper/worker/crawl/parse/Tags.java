package io.crawlkeeper.worker.crawl.parse;

/** Keeps the tree of a page within bounds: an element takes many times the room of its tag. */
final class Tags {
  /** No page for people comes near. */
  static final int MOST = 300_000;

  private Tags() {}

  /** How many bytes of {@code body} hold no more tags than are read. */
  static int bounded(byte[] body) {
    var tags = 0;
    for (var i = 0; i < body.length; i++) {
      if (body[i] == '<' && ++tags > MOST) {
        return i;
      }
    }
    return body.length;
  }
}
