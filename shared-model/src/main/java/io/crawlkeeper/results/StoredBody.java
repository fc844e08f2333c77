package io.crawlkeeper.results;

import io.crawlkeeper.storage.Storage;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.netpreserve.jwarc.WarcReader;
import org.netpreserve.jwarc.WarcResponse;
import org.netpreserve.jwarc.WarcTruncationReason;

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

  /** The first line of the response. */
  public String startLine() throws IOException {
    var http = response.http();
    return "%s %03d %s".formatted(http.version(), http.status(), http.reason());
  }

  /** The fields of the response, by name. */
  public Map<String, List<String>> fields() throws IOException {
    return response.http().headers().map();
  }

  /** Of the record. */
  public URI id() {
    return response.id();
  }

  /** Of the record: when the response was asked for. */
  public Instant date() {
    return response.date();
  }

  /** Whether only the beginning of the body was stored. */
  public boolean truncated() {
    return response.truncated() != WarcTruncationReason.NOT_TRUNCATED;
  }

  /** The body as it was sent, with its Content-Encoding. */
  public InputStream raw() throws IOException {
    return response.http().body().stream();
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
