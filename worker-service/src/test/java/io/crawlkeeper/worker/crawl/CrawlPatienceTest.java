package io.crawlkeeper.worker.crawl;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.crawlkeeper.model.ExtractSpec;
import io.crawlkeeper.model.Output;
import io.crawlkeeper.model.RunState;
import io.crawlkeeper.storage.ItemStore;
import io.crawlkeeper.storage.ItemsAwayException;
import io.crawlkeeper.storage.TableStorage;
import io.crawlkeeper.znode.ZnodeCodec;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Databases that do not answer for a moment hold a run up, and do not break it. */
@Timeout(180)
class CrawlPatienceTest extends CrawlFixture {
  private static final int PAGES = 120;

  @Test
  void goesOnWhereverTheFrontierIsAwayForAMoment() throws Exception {
    tree(PAGES);
    var inner = store();
    var attempt = TestAttempt.of(site.url("/p0"));
    site.on(
        "/p80",
        exchange -> {
          attempt.stop = true;
          TestSite.send(exchange, 200, "text/html", leaf(80, PAGES).getBytes(UTF_8));
        });
    var first = executor(Durability.of(inner));
    assertThatThrownBy(() -> first.execute(attempt)).isInstanceOf(InterruptedException.class);
    tree(PAGES);
    var store = new AwayStore(inner);

    var outcome = executor(Durability.of(store)).execute(attempt.next());

    assertThat(outcome.state()).as(outcome.reason()).isEqualTo(RunState.Ended.SUCCEEDED);
    assertThat(store.missed)
        .contains("resume", "standing", "lease", "commit", "index", "the tenth of the index");
    assertThat(lines(outcome)).hasSize(PAGES).doesNotHaveDuplicates();
    var index = results.resolve(String.valueOf(outcome.output())).resolve("index.cdxj");
    assertThat(Files.readAllLines(index)).hasSizeGreaterThanOrEqualTo(PAGES);
  }

  @Test
  void removesTheFrontierOfAFailedRunThoughItIsAwayForAMoment() throws Exception {
    var store = new AwayStore(store());
    site.close();

    var outcome = executor(Durability.of(store)).execute(TestAttempt.of(site.url("/")));

    assertThat(outcome.reason()).startsWith("no seed could be fetched");
    assertThat(store.missed).contains("drop");
    assertThat(store.runs()).isEmpty();
  }

  @Test
  void writesEachItemOnceThoughTheirTableIsAwayForAMoment() throws Exception {
    tree(PAGES);
    var items = new AwayItems();
    var storage = new TableStorage(storage(results), items);
    var attempt =
        TestAttempt.of(site.url("/p0"))
            .output(Output.SQL, Output.JSONL)
            .rules(
                ZnodeCodec.mapper()
                    .readValue(
                        """
                        {"items": [{"kind": "page",
                          "fields": {"title": {"css": "title"}}}]}
                        """,
                        ExtractSpec.class));

    var outcome = executor(Durability.of(store()), storage).execute(attempt);

    assertThat(outcome.state()).as(outcome.reason()).isEqualTo(RunState.Ended.SUCCEEDED);
    assertThat(items.missed).containsExactlyInAnyOrder("write", "publish", "remove");
    assertThat(lines(outcome)).hasSize(PAGES).doesNotHaveDuplicates();
    assertThat(items.published).isEqualTo(PAGES);
    assertThat(items.rows).hasSize(PAGES);
    assertThat(new HashSet<>(items.pages())).hasSize(PAGES);
  }

  /** A table that does not answer the first time that something is asked of it. */
  private static final class AwayItems implements ItemStore {
    private final Set<String> missed = new HashSet<>();
    private final Map<Long, Row> rows = new HashMap<>();
    private long published;

    private void answer(String call) throws ItemsAwayException {
      if (missed.add(call)) {
        throw new ItemsAwayException("no answer", new IOException(call));
      }
    }

    @Override
    public void write(String run, int attempt, List<Row> more) throws IOException {
      answer("write");
      more.forEach(row -> rows.put(row.sequence(), row));
    }

    @Override
    public void publish(String run, String task, long count) throws IOException {
      answer("publish");
      published = count;
    }

    @Override
    public void remove(String run) throws IOException {
      answer("remove");
      rows.clear();
    }

    private List<String> pages() {
      var pages = new ArrayList<String>();
      rows.values().forEach(row -> pages.add(row.page()));
      return pages;
    }
  }
}
