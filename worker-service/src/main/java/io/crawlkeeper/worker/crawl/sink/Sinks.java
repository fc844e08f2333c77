package io.crawlkeeper.worker.crawl.sink;

import io.crawlkeeper.model.CrawlPlan;
import io.crawlkeeper.model.Output;
import io.crawlkeeper.results.PageIndex;
import io.crawlkeeper.storage.Mark;
import io.crawlkeeper.worker.crawl.extract.Item;
import io.crawlkeeper.worker.crawl.fetch.Exchange;
import io.crawlkeeper.worker.crawl.frontier.IndexEntry;
import io.crawlkeeper.worker.crawl.frontier.PageRecord;
import io.crawlkeeper.worker.crawl.frontier.SinkState;
import io.crawlkeeper.worker.crawl.frontier.Stored;
import java.io.Closeable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * All the forms in which a run leaves its results. A batch is stored in this order: {@link #write}
 * its pages, {@link #flush}, commit what that gave together with the batch, {@link #committed}.
 * What was not committed is not part of the results: the next attempt is given the states that
 * were, and goes on from there.
 *
 * <p>The owner's thread only, but for {@link #encode}.
 */
public final class Sinks implements Closeable {
  /** The state that names the storage which the others are about. */
  private static final String STORAGE = "storage";

  private final RunPlace place;
  private final List<Series> series = new ArrayList<>();
  private final @Nullable ItemRows rows;
  private boolean named;

  private Sinks(RunPlace place, @Nullable ItemRows rows) {
    this.place = place;
    this.rows = rows;
  }

  /**
   * Opens the results of a run where the last commit has left them; without a commit, anew.
   *
   * @param software what the files name as their maker
   * @param states as the frontier has them; empty at the start
   * @param before the last attempt that had that frontier
   * @throws io.crawlkeeper.storage.ClaimedException if a later attempt has them
   * @throws ForeignStorageException if an earlier attempt has stored in a place that this worker
   *     does not see
   * @throws OutdatedException if a later attempt than {@code before} has had the results
   */
  public static Sinks open(
      RunPlace place, CrawlPlan plan, String software, List<SinkState> states, int before)
      throws IOException {
    checkStorage(place, states);
    // Without a commit none of what an earlier attempt has left counts.
    var holder = place.storage().claim(place.folder(), place.attempt(), states.isEmpty());
    if (!states.isEmpty() && holder > before) {
      throw new OutdatedException(before, holder);
    }
    var marks = states.stream().map(state -> new Mark(state.name(), state.state())).toList();
    var opened = new Sinks(place, rows(place, plan, states));
    try {
      for (var encoder : Forms.of(plan, software)) {
        opened.series.add(Series.open(place, encoder, marks));
      }
      return opened;
    } catch (IOException | RuntimeException e) {
      opened.close();
      throw e;
    }
  }

  private static @Nullable ItemRows rows(RunPlace place, CrawlPlan plan, List<SinkState> states)
      throws IOException {
    if (!plan.output().contains(Output.SQL)) {
      return null;
    }
    var items = place.storage().items();
    if (items == null) {
      throw new IllegalArgumentException("output sql needs a database");
    }
    var rows = new ItemRows(items, place, states);
    if (states.isEmpty()) {
      rows.clear();
    }
    return rows;
  }

  private static void checkStorage(RunPlace place, List<SinkState> states)
      throws ForeignStorageException {
    for (var state : states) {
      if (state.name().equals(STORAGE) && !state.state().equals(place.storage().id())) {
        throw new ForeignStorageException(place.storage());
      }
    }
  }

  /** Folder of the results within the storage. */
  public String folder() {
    return place.folder();
  }

  /**
   * Makes ready what is to be written for a page. Any thread.
   *
   * @param exchange null if there was no response
   */
  public Encoded encode(PageRecord record, @Nullable Exchange exchange, List<Item> items)
      throws IOException {
    return encode(new Page(record, exchange == null ? null : new Capture(exchange, null), items));
  }

  /** As {@link #encode}, for a page whose response is kept with what a browser has made of it. */
  public Encoded capture(PageRecord record, Capture capture, List<Item> items) throws IOException {
    return encode(new Page(record, capture, items));
  }

  private Encoded encode(Page page) throws IOException {
    var chunks = new ArrayList<Chunk>(series.size());
    for (var one : series) {
      chunks.add(one.encode(page));
    }
    return new Encoded(chunks, page.items());
  }

  /** For what is in no file but the index. */
  public Encoded nothing() {
    return new Encoded(Collections.nCopies(series.size(), Chunk.NOTHING), List.of());
  }

  /**
   * Appends what {@link #encode} gave.
   *
   * @return where the page's response is, or at least its record; null if it is in no file
   */
  public @Nullable Stored write(Encoded encoded) throws IOException {
    if (rows != null) {
      rows.write(encoded.items());
    }
    @Nullable Stored best = null;
    var worth = 0;
    for (var i = 0; i < series.size(); i++) {
      var stored = series.get(i).write(encoded.chunks().get(i));
      if (stored != null && series.get(i).worth() > worth) {
        best = stored;
        worth = series.get(i).worth();
      }
    }
    return best;
  }

  /**
   * Makes all that was written outlive the process and its machine.
   *
   * @return what is to be committed with the batch
   */
  public List<SinkState> flush() throws IOException {
    var states = new ArrayList<SinkState>();
    if (!named) {
      states.add(new SinkState(STORAGE, place.storage().id()));
    }
    if (rows != null) {
      states.addAll(rows.flush());
    }
    for (var one : series) {
      for (var mark : one.mark()) {
        states.add(new SinkState(mark.name(), mark.state()));
      }
    }
    return List.copyOf(states);
  }

  /** What {@link #flush} gave is committed: publishes the segments that are full. */
  public void committed() throws IOException {
    named = true;
    if (rows != null) {
      rows.committed();
    }
    for (var one : series) {
      one.committed();
    }
  }

  /**
   * Publishes all that was committed, and the index of it. May be done again by a later attempt.
   *
   * @param index all URLs of the run, sorted by URL
   */
  public void finish(Iterator<? extends IndexEntry> index) throws IOException {
    for (var one : series) {
      one.end();
    }
    new IndexFile(place).write(index);
    if (rows != null) {
      rows.end();
    }
    place.storage().tidy(place.segment(PageIndex.FILE));
  }

  /** Lets go of all; a later attempt can go on. */
  @Override
  public void close() throws IOException {
    @Nullable IOException first = null;
    for (var one : series) {
      try {
        one.close();
      } catch (IOException e) {
        first = first == null ? e : first;
      }
    }
    if (first != null) {
      throw first;
    }
  }
}
