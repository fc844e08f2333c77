package io.crawlkeeper.worker.crawl.sink;

import io.crawlkeeper.model.Output;
import io.crawlkeeper.worker.crawl.fetch.FetchResult.Received;
import io.crawlkeeper.worker.crawl.frontier.PageRecord;
import java.io.Closeable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** All the forms in which an attempt leaves its results. */
public final class Sinks implements Closeable {
  private final AttemptFolder folder;
  private final List<Sink> sinks = new ArrayList<>();

  private Sinks(AttemptFolder folder) {
    this.folder = folder;
  }

  /**
   * Opens the files of an attempt.
   *
   * @param software what the files name as their maker
   */
  public static Sinks open(AttemptFolder folder, List<Output> outputs, String software)
      throws IOException {
    folder.create();
    var opened = new Sinks(folder);
    try {
      for (var output : outputs.stream().distinct().toList()) {
        opened.sinks.add(
            switch (output) {
              case JSONL -> new JsonlSink(folder.path());
              case WARC -> new WarcSink(folder.path(), software);
              case CSV, SQL ->
                  throw new IllegalArgumentException("output " + output + " is not written yet");
            });
      }
      return opened;
    } catch (IOException e) {
      opened.close();
      throw e;
    }
  }

  /** What each sink is to write for a page. Any thread. */
  public List<byte[]> encode(PageRecord page, @Nullable Received exchange) throws IOException {
    var encoded = new ArrayList<byte[]>(sinks.size());
    for (var sink : sinks) {
      encoded.add(sink.encode(page, exchange));
    }
    return encoded;
  }

  /** Appends what {@link #encode} gave. The owner's thread only. */
  public void write(List<byte[]> encoded) throws IOException {
    for (var i = 0; i < encoded.size(); i++) {
      sinks.get(i).write(encoded.get(i));
    }
  }

  public void flush() throws IOException {
    for (var sink : sinks) {
      sink.flush();
    }
  }

  /** Makes all safe on disk, the names of the files included. */
  @Override
  public void close() throws IOException {
    @Nullable IOException first = null;
    for (var sink : sinks) {
      try {
        sink.close();
      } catch (IOException e) {
        first = first == null ? e : first;
      }
    }
    if (first != null) {
      throw first;
    }
    folder.sync();
  }
}
