package io.crawlkeeper.worker.crawl.sink;

import io.crawlkeeper.storage.Mark;
import io.crawlkeeper.storage.Segment;
import io.crawlkeeper.worker.crawl.frontier.Stored;
import java.io.Closeable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The segments of one sink, one after the other. The first is begun with the first record, so that
 * where nothing is written no file is left. One thread.
 */
final class Series implements Closeable {
  private final RunPlace place;
  private final Encoder encoder;

  /** Finished, to be published with the next commit. */
  private final List<Segment> finished = new ArrayList<>();

  private @Nullable Segment open;
  private int segments;
  private boolean changed;

  private Series(RunPlace place, Encoder encoder) {
    this.place = place;
    this.encoder = encoder;
  }

  /**
   * @param marks of all sinks, as they were committed last
   */
  static Series open(RunPlace place, Encoder encoder, List<Mark> marks) throws IOException {
    var series = new Series(place, encoder);
    try {
      series.resume(marks);
      return series;
    } catch (IOException | RuntimeException e) {
      series.close();
      throw e;
    }
  }

  private void resume(List<Mark> marks) throws IOException {
    var suffix = encoder.pattern().substring(encoder.pattern().indexOf("%05d") + 4);
    var prefix = encoder.pattern().substring(0, encoder.pattern().indexOf('%'));
    var own = new TreeMap<String, List<Mark>>();
    for (var mark : marks) {
      var segment = mark.segment();
      if (segment.startsWith(prefix) && segment.endsWith(suffix)) {
        own.computeIfAbsent(segment, name -> new ArrayList<>()).add(mark);
      }
    }
    for (var segment : own.entrySet()) {
      resume(segment.getKey(), segment.getValue());
    }
    segments = own.size();
  }

  private void resume(String name, List<Mark> marks) throws IOException {
    var segment = place.storage().resume(place.segment(name), marks);
    if (segment.finished()) {
      segment.publish();
    } else if (open == null) {
      open = segment;
    } else {
      segment.close();
      throw new IOException("both " + open.name() + " and " + name + " are open");
    }
  }

  /** How well its records serve as those of pages. */
  int worth() {
    return encoder.worth();
  }

  Chunk encode(Page page) throws IOException {
    return encoder.encode(page);
  }

  /** Appends a chunk; null if it holds no record of the page. */
  @Nullable Stored write(Chunk chunk) throws IOException {
    if (chunk.bytes().length == 0) {
      return null;
    }
    var segment = segment();
    var offset = segment.length();
    segment.write(chunk.bytes());
    changed = true;
    return chunk.record() == 0 ? null : new Stored(segment.name(), offset, chunk.record());
  }

  private Segment segment() throws IOException {
    if (open != null && open.length() >= place.full()) {
      finished.add(open);
      open = null;
    }
    if (open == null) {
      var name = encoder.pattern().formatted(segments);
      open = place.storage().create(place.segment(name));
      segments++;
      var head = encoder.head(name);
      if (head.length > 0) {
        open.write(head);
      }
    }
    return open;
  }

  /** Makes all that was written safe; gives what is to be committed. */
  List<Mark> mark() throws IOException {
    var marks = new ArrayList<Mark>();
    for (var segment : finished) {
      marks.addAll(segment.finish());
    }
    if (changed && open != null) {
      marks.addAll(open.mark());
    }
    changed = false;
    return marks;
  }

  /** The last marks are committed. */
  void committed() throws IOException {
    for (var segment : finished) {
      segment.publish();
    }
    finished.clear();
  }

  /** Publishes all; nothing is written after it. */
  void end() throws IOException {
    if (changed || !finished.isEmpty()) {
      throw new IllegalStateException("something was written after the last commit");
    }
    if (open != null) {
      open.finish();
      open.publish();
      open = null;
    }
  }

  @Override
  public void close() throws IOException {
    if (open != null) {
      open.close();
    }
    for (var segment : finished) {
      segment.close();
    }
  }
}
