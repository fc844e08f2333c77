package io.crawlkeeper.results;

import io.crawlkeeper.storage.Storage;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.netpreserve.jwarc.WarcConversion;
import org.netpreserve.jwarc.WarcReader;

/**
 * What links and items of a page were taken from: the document that a browser has made of it, which
 * is stored right behind the response, or else the body of that. One thread.
 *
 * @param type the Content-Type; null if the site sent none
 */
public record ShownBody(Closeable opened, @Nullable String type, InputStream content)
    implements Closeable {

  /**
   * Opens what a line of the index names; empty if what is stored there holds no body.
   *
   * @param folder of the run
   */
  public static Optional<ShownBody> open(Storage storage, String folder, IndexLine line)
      throws IOException {
    var document = document(storage, folder, line);
    if (document.isPresent()) {
      return document;
    }
    var body = StoredBody.open(storage, folder, line);
    return body.isPresent() ? Optional.of(of(body.get())) : Optional.empty();
  }

  private static ShownBody of(StoredBody body) throws IOException {
    try {
      return new ShownBody(body, body.type(), body.content());
    } catch (IOException | RuntimeException e) {
      body.close();
      throw e;
    }
  }

  private static Optional<ShownBody> document(Storage storage, String folder, IndexLine line)
      throws IOException {
    var reader = new WarcReader(storage.read(folder, line.segment(), line.offset(), line.length()));
    try {
      if (reader.next().isPresent()
          && reader.next().orElse(null) instanceof WarcConversion document) {
        var type = document.headers().first("Content-Type").orElse(null);
        return Optional.of(new ShownBody(reader, type, document.body().stream()));
      }
    } catch (IOException | RuntimeException e) {
      reader.close();
      throw e;
    }
    reader.close();
    return Optional.empty();
  }

  @Override
  public void close() throws IOException {
    opened.close();
  }
}
