package io.crawlkeeper.results;

import io.crawlkeeper.storage.Storage;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What the runs of one task have stored, by their indexes, of which it keeps those open that were
 * asked for last. Safe for use by many threads; calls block.
 */
public final class TaskResults {
  /** Half a megabyte each. */
  private static final int MOST_OPEN = 8;

  private final Storage storage;
  private final String folder;
  private final Map<String, PageIndex> open =
      new LinkedHashMap<>(MOST_OPEN * 2, 0.75f, true) {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, PageIndex> eldest) {
          return size() > MOST_OPEN;
        }
      };

  /**
   * @param folder of the task within the storage
   */
  public TaskResults(Storage storage, String folder) {
    this.storage = storage;
    this.folder = folder;
  }

  /** Those of the task of a run, by the folder of that. */
  public static TaskResults besides(Storage storage, String runFolder) {
    return new TaskResults(
        storage, runFolder.substring(0, Math.max(0, runFolder.lastIndexOf('/'))));
  }

  /**
   * A page as a run has stored it.
   *
   * @param run id
   * @param line of the run's index
   */
  public record StoredPage(String run, IndexLine line) {}

  /** Whether a run has left an index. */
  public boolean has(String run) throws IOException {
    try {
      var _ = index(run);
      return true;
    } catch (NoSuchFileException e) {
      return false;
    }
  }

  /**
   * What is known of a URL in its normal form.
   *
   * @param run id
   * @throws NoSuchFileException if the run has left no index
   */
  public Optional<IndexLine> find(String run, String url) throws IOException {
    return index(run).find(url);
  }

  /**
   * The run that has stored the response of a page: the one that the line is of, or the earlier one
   * that it refers to; empty if it is stored nowhere.
   *
   * @param run that the line is of
   * @throws NoSuchFileException if the results of the run that it refers to are gone
   */
  public Optional<StoredPage> holder(String run, IndexLine line) throws IOException {
    var since = line.unchangedSince();
    var page =
        since.isEmpty()
            ? Optional.of(new StoredPage(run, line))
            : find(since, line.url()).map(held -> new StoredPage(since, held));
    return page.filter(found -> found.line().hasBody());
  }

  /** Opens the response of a page; empty if what is stored there is none. */
  public Optional<StoredBody> open(StoredPage page) throws IOException {
    return StoredBody.open(storage, folder(page.run()), page.line());
  }

  /** Opens what was read of a page; empty if what is stored there is none. */
  public Optional<ShownBody> openShown(StoredPage page) throws IOException {
    return ShownBody.open(storage, folder(page.run()), page.line());
  }

  /** Whether the file that should hold the response is there, and is long enough. */
  public boolean has(StoredPage page) throws IOException {
    var line = page.line();
    try {
      return line.offset() + line.length() <= storage.length(folder(page.run()), line.segment());
    } catch (NoSuchFileException e) {
      return false;
    }
  }

  private PageIndex index(String run) throws IOException {
    synchronized (open) {
      var known = open.get(run);
      if (known != null) {
        return known;
      }
    }
    var index = PageIndex.open(storage, folder(run));
    synchronized (open) {
      open.put(run, index);
    }
    return index;
  }

  private String folder(String run) {
    return folder + "/" + run;
  }
}
