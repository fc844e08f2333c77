package io.crawlkeeper.results;

import io.crawlkeeper.storage.Storage;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.netpreserve.jwarc.WarcReader;
import org.netpreserve.jwarc.WarcResponse;

/** The body of a response that a run has stored, decoded while it is read. One thread. */
public final class StoredBody implements Closeable {
  private final WarcReader reader;
  private final WarcResponse response;

  private StoredBody(WarcReader reader, WarcResponse response) {
    this.reader = reader;
    this.response = response;
  }

  /**
   * Opens the body that a line of the index names; empty if what is stored there holds none.
   *
   * @param folder of the run
   */
  public static Optional<StoredBody> open(Storage storage, String folder, IndexLine line)
      throws IOException {
    var reader = new WarcReader(storage.read(folder, line.segment(), line.offset(), line.length()));
    try {
      if (reader.next().orElse(null) instanceof WarcResponse response) {
        return Optional.of(new StoredBody(reader, response));
      }
    } catch (IOException | RuntimeException e) {
      reader.close();
      throw e;
    }
    reader.close();
    return Optional.empty();
  }

  /** The Content-Type as the site sent it; null if it sent none. */
  public @Nullable String type() throws IOException {
    return response.http().headers().first("Content-Type").orElse(null);
  }

  /** The body without its Content-Encoding. */
  public InputStream content() throws IOException {
    return response.http().bodyDecoded().stream();
  }

  @Override
  public void close() throws IOException {
    reader.close();
  }
}
