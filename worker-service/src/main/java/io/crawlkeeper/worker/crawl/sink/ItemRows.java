package io.crawlkeeper.worker.crawl.sink;

import io.crawlkeeper.storage.ItemStore;
import io.crawlkeeper.storage.ItemStore.Row;
import io.crawlkeeper.worker.crawl.extract.Item;
import io.crawlkeeper.worker.crawl.frontier.SinkState;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Items as rows of a table. What is committed is how many there are: an attempt that goes on gives
 * its rows the numbers that follow. One thread.
 */
final class ItemRows {
  private static final String STATE = "items.sql";

  /** The escape of NUL, with the pairs of backslashes before it. */
  private static final Pattern NUL = Pattern.compile("(?<!\\\\)((?:\\\\\\\\)*)\\\\u0000");

  private final ItemStore store;
  private final String run;
  private final String task;
  private final int attempt;
  private final List<Row> waiting = new ArrayList<>();
  private long count;
  private boolean changed;

  /**
   * @param states as they were committed last
   */
  ItemRows(ItemStore store, RunPlace place, List<SinkState> states) {
    var slash = place.folder().lastIndexOf('/');
    this.store = store;
    this.run = place.folder().substring(slash + 1);
    this.task = place.folder().substring(0, Math.max(0, slash));
    this.attempt = place.attempt();
    for (var state : states) {
      if (state.name().equals(STATE)) {
        count = Long.parseLong(state.state());
      }
    }
  }

  /** Removes what an attempt has left of which nothing was committed. */
  void clear() throws IOException {
    store.remove(run);
  }

  void write(List<Item> items) {
    for (var i = 0; i < items.size(); i++) {
      var item = items.get(i);
      waiting.add(new Row(count++, item.kind(), item.page(), i, json(item)));
      changed = true;
    }
  }

  /** PostgreSQL reads no JSON with a NUL in it: one item would break queries over all of them. */
  private static String json(Item item) {
    return NUL.matcher(item.fields().toString()).replaceAll("$1\uFFFD");
  }

  /** Stores what waits; nobody sees it yet. */
  List<SinkState> flush() throws IOException {
    if (!changed) {
      return List.of();
    }
    if (!waiting.isEmpty()) {
      store.write(run, attempt, waiting);
      waiting.clear();
    }
    return List.of(new SinkState(STATE, Long.toString(count)));
  }

  void committed() {
    changed = false;
  }

  void end() throws IOException {
    if (changed) {
      throw new IllegalStateException("items were written after the last commit");
    }
    store.publish(run, task, count);
  }
}
