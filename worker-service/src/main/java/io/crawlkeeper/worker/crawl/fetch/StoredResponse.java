package io.crawlkeeper.worker.crawl.fetch;

import io.crawlkeeper.results.StoredBody;
import io.crawlkeeper.worker.crawl.fetch.HttpHead.Field;
import java.io.EOFException;
import java.io.IOException;
import java.net.URI;
import java.time.Instant;
import java.util.ArrayList;

/**
 * A response that an earlier run has stored.
 *
 * @param run its id
 * @param id of the record
 * @param date of the record
 */
public record StoredResponse(String run, URI id, Instant date, HttpHead head, Body body) {

  /**
   * Reads one to its end.
   *
   * @param run that has stored it
   * @param limit bytes of the body, as it was when that was stored
   * @throws IOException if it cannot be read, or is not whole
   */
  public static StoredResponse read(StoredBody stored, String run, int limit) throws IOException {
    var fields = new ArrayList<Field>();
    stored
        .fields()
        .forEach((name, values) -> values.forEach(value -> fields.add(new Field(name, value))));
    var head = new HttpHead(stored.startLine(), fields);
    var in = stored.raw();
    var raw = in.readNBytes(limit);
    if (in.read() >= 0 || stored.truncated()) {
      throw new EOFException("the stored body is not whole");
    }
    var body = ContentCodings.decode(raw, head.all("Content-Encoding"), false, limit);
    return new StoredResponse(run, stored.id(), stored.date(), head, body);
  }
}
