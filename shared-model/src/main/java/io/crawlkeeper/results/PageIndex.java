package io.crawlkeeper.results;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.crawlkeeper.storage.Storage;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The sorted index of a run, of which only the parts that are asked for are read: a look-up is a
 * binary search, whose first steps are remembered. Safe for use by many threads.
 */
public final class PageIndex {
  /** Name of the file in the run's folder. */
  public static final String FILE = "index.cdxj";

  private static final int BLOCK = 32 << 10;
  private static final int MOST_PROBES = 4_096;

  private final Storage storage;
  private final String folder;
  private final long length;

  /** Starts of lines by the place that was asked for; guarded by this. */
  private final TreeMap<Long, Probe> probes = new TreeMap<>();

  private PageIndex(Storage storage, String folder, long length) {
    this.storage = storage;
    this.folder = folder;
    this.length = length;
  }

  /**
   * @throws java.nio.file.NoSuchFileException if the run has left no index
   */
  public static PageIndex open(Storage storage, String folder) throws IOException {
    return new PageIndex(storage, folder, storage.length(folder, FILE));
  }

  /** What is known of a URL in its normal form. */
  public Optional<IndexLine> find(String url) throws IOException {
    var start = search(url);
    for (var size = 2L * BLOCK; ; size *= 4) {
      var end = Math.min(length, start + size);
      var read = find(url, start, end);
      if (read.over || end == length) {
        return read.line == null ? Optional.empty() : Optional.of(IndexLine.read(read.line));
      }
    }
  }

  /** Reads no further than asked: what is not read of a range may have to be sent all the same. */
  private Looked find(String url, long start, long end) throws IOException {
    try (var in = storage.read(folder, FILE, start, end - start)) {
      var text = new String(in.readAllBytes(), UTF_8);
      for (var from = 0; from < text.length(); ) {
        var stop = text.indexOf('\n', from);
        if (stop < 0 && end < length) {
          break;
        }
        var line = text.substring(from, stop < 0 ? text.length() : stop);
        var order = IndexLine.key(line).compareTo(url);
        if (order >= 0) {
          return new Looked(order == 0 ? line : null, true);
        }
        from += line.length() + 1;
      }
      return new Looked(null, false);
    }
  }

  /**
   * The lines from {@code first} on, in the order of their URLs, whose URL begins with {@code
   * prefix}.
   *
   * @param first URL, or its beginning
   * @param most so many at most
   */
  public List<IndexLine> list(String first, String prefix, int most) throws IOException {
    return list(first, prefix, _ -> true, most);
  }

  /** The first line whose URL begins with {@code prefix} and is wanted; all of them are read. */
  public Optional<IndexLine> first(String prefix, Predicate<String> wanted) throws IOException {
    return list(prefix, prefix, wanted, 1).stream().findFirst();
  }

  private List<IndexLine> list(String first, String prefix, Predicate<String> wanted, int most)
      throws IOException {
    var found = new ArrayList<IndexLine>();
    var start = search(first);
    try (var in = storage.read(folder, FILE, start, length - start);
        var lines = new BufferedReader(new InputStreamReader(in, UTF_8), BLOCK)) {
      for (var line = lines.readLine();
          line != null && found.size() < most;
          line = lines.readLine()) {
        var key = IndexLine.key(line);
        if (key.compareTo(first) < 0) {
          continue;
        }
        if (!key.startsWith(prefix)) {
          break;
        }
        if (wanted.test(key)) {
          found.add(IndexLine.read(line));
        }
      }
    }
    return List.copyOf(found);
  }

  /** The start of a line that is not after the first that counts, and not far before it. */
  private long search(String first) throws IOException {
    var low = 0L;
    var high = length;
    while (high - low > BLOCK) {
      var middle = low + (high - low) / 2;
      var probe = probe(middle);
      if (probe.start < high && probe.key.compareTo(first) < 0) {
        low = probe.start;
      } else {
        high = middle;
      }
    }
    return low;
  }

  private Probe probe(long place) throws IOException {
    synchronized (this) {
      var known = probes.get(place);
      if (known != null) {
        return known;
      }
    }
    var probe = read(place);
    synchronized (this) {
      if (probes.size() < MOST_PROBES) {
        probes.put(place, probe);
      }
    }
    return probe;
  }

  /** The first line that begins after the place. */
  private Probe read(long place) throws IOException {
    for (var size = BLOCK / 4; ; size *= 4) {
      try (var in = storage.read(folder, FILE, place, size)) {
        var text = new String(in.readAllBytes(), ISO_8859_1);
        var start = text.indexOf('\n') + 1;
        var end = start == 0 ? -1 : text.indexOf(' ', start);
        if (end > 0) {
          return new Probe(place + start, text.substring(start, end));
        }
        if (place + size >= length) {
          return new Probe(length, "");
        }
      }
    }
  }

  /**
   * @param line null if it is not there
   * @param over whether no line that comes later can be the one
   */
  private record Looked(@Nullable String line, boolean over) {}

  /**
   * @param start of the line, in bytes
   * @param key of the line
   */
  private record Probe(long start, String key) {}
}
