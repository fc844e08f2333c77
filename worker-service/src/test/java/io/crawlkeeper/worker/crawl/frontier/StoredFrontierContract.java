package io.crawlkeeper.worker.crawl.frontier;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.crawlkeeper.url.Fingerprint;
import io.crawlkeeper.worker.run.RunKey;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What every store of frontiers does. */
public abstract class StoredFrontierContract extends FrontierContract {
  private static int runs;

  private final RunKey run = new RunKey("7-" + ++runs, "docs", 7);
  private final List<Frontier> opened = new ArrayList<>();

  protected abstract FrontierStore store();

  @Override
  protected Frontier frontier(long pagesPerHost) throws IOException {
    var nothing = new Beginning(List.of(), new Handouts());
    return opened(store().begin(new Claim(run, 1, "here", pagesPerHost, false), nothing));
  }

  private Frontier opened(Frontier frontier) {
    opened.add(frontier);
    return frontier;
  }

  protected final Claim claim(int attempt) {
    return new Claim(run, attempt, "here", Long.MAX_VALUE, false);
  }

  protected final Frontier again(int attempt) throws IOException {
    return opened(requireNonNull(store().resume(claim(attempt))));
  }

  @AfterEach
  void closeAll() throws IOException {
    for (var frontier : opened) {
      frontier.close();
    }
  }

  @Test
  void goesOnFromTheLastCommit() throws IOException {
    var first = frontier();
    first.commit(found(0, "http://a/1", "http://a/2", "http://a/3", "http://a/4"));
    var entries = entries(first, 3);
    first.commit(fetched(entries.get(0)));
    first.commit(deferred(entries.get(1), NOW.plusSeconds(9)));
    first.commit(refused("http://a/no", "no"));

    var second = again(2);

    assertThat(second.queued()).isEqualTo(3);
    assertThat(second.nextDue()).isEqualTo(NOW.plusSeconds(9));
    assertThat(second.standing().begun()).isTrue();
    assertThat(texts(entries(second, 10))).containsExactly("http://a/3", "http://a/4");
    assertThat(second.more("http://a", 10, NOW.plusSeconds(9)))
        .singleElement()
        .satisfies(entry -> assertThat(entry.tries()).isEqualTo(1));
    second.commit(found(3, "http://a/1", "http://a/2"));
    assertThat(second.queued()).isEqualTo(3);
    assertThat(second.pages().find(Fingerprint.of("http://a/no"))).isNotNull();
  }

  @Test
  void losesNothingWhereverItIsCutOff() throws IOException {
    var frontier = frontier();
    frontier.commit(found(0, "http://a/0"));
    var fetched = new HashSet<String>();
    for (var attempt = 2; attempt < 40; attempt++) {
      frontier = again(attempt);
      var entries = new ArrayList<>(entries(frontier, 3));
      if (entries.isEmpty()) {
        break;
      }
      // The last one handed out is never committed: the process is killed before.
      for (var entry : entries.size() > 1 ? entries.subList(0, entries.size() - 1) : entries) {
        var number = Integer.parseInt(entry.url().text().substring("http://a/".length()));
        assertThat(fetched.add(entry.url().text())).isTrue();
        var links = IntStream.of(2 * number + 1, 2 * number + 2).filter(n -> n < 30);
        var found = links.mapToObj(n -> link("http://a/" + n, 1)).toList();
        var done = fetched(entry);
        frontier.commit(
            new Commit(done.done(), List.of(), found, List.of(), Counts.NONE, List.of()));
      }
    }

    assertThat(fetched).hasSize(30);
    assertThat(frontier.queued()).isZero();
  }

  @Test
  void takesNothingOfAnAttemptThatWasSuperseded() throws IOException {
    var first = frontier();
    first.commit(found(0, "http://a/1", "http://a/2"));
    var entry = entries(first, 1).getFirst();
    var second = again(2);

    assertThatThrownBy(() -> first.commit(fetched(entry))).isInstanceOf(SupersededException.class);
    assertThatThrownBy(() -> first.commit(found(1, "http://a/9")))
        .isInstanceOf(SupersededException.class);
    assertThatThrownBy(() -> store().resume(claim(1))).isInstanceOf(SupersededException.class);

    assertThat(second.pages().find(Fingerprint.of("http://a/9"))).isNull();
    assertThat(texts(entries(second, 10))).containsExactly("http://a/1", "http://a/2");
  }

  @Test
  void beginsAnewWhereTheResultsAreElsewhere() throws IOException {
    var first = frontier();
    first.commit(found(0, "http://a/1"));

    var elsewhere = new Claim(run, 2, "elsewhere", Long.MAX_VALUE, false);
    assertThat(store().resume(elsewhere)).isNull();
    assertThatThrownBy(() -> first.commit(found(1, "http://a/9")))
        .isInstanceOf(SupersededException.class);
    var second = opened(store().begin(elsewhere, new Beginning(List.of(), new Handouts())));
    assertThat(second.standing()).isEqualTo(Standing.NEW);
    assertThat(store().runs()).containsExactly(run);
  }

  @Test
  void beginsAnewWhenAsked() throws IOException {
    frontier().commit(found(0, "http://a/1"));

    assertThat(store().resume(new Claim(run, 2, "here", Long.MAX_VALUE, true))).isNull();
    assertThat(store().runs()).isEmpty();
  }

  @Test
  void leavesNothingOfARunThatIsDropped() throws IOException {
    var first = frontier();
    first.commit(found(0, "http://a/1"));
    assertThat(store().runs()).containsExactly(run);

    store().drop(run.id());

    assertThat(store().runs()).isEmpty();
    assertThat(store().resume(claim(2))).isNull();
    store().drop(run.id());
  }

  @Test
  void storesASmallRunOnlyWhenItGrows() throws IOException {
    var small = opened(SmallFrontier.open(store(), claim(1)));
    small.commit(found(0, "http://a/1"));
    var seed = entries(small, 10).getFirst();
    assertThat(store().runs()).isEmpty();

    var page = fetched(seed).done();
    var links = IntStream.range(2, 40).mapToObj(i -> link("http://a/" + i, 1)).toList();
    var refused = refused("http://b/", "elsewhere").refused();
    small.commit(
        new Commit(page, List.of(), links, refused, Counts.NONE, List.of(new SinkState("s", "1"))));

    assertThat(store().runs()).containsExactly(run);
    assertThat(small.queued()).isEqualTo(38);
    var next = small.more("http://a", 5, NOW);
    assertThat(texts(next)).startsWith("http://a/2").hasSize(5);
    small.commit(fetched(next.getFirst()));
    assertThat(small.queued()).isEqualTo(37);
    assertThat(texts(small.more("http://a", 2, NOW))).containsExactly("http://a/7", "http://a/8");

    var second = again(2);
    assertThat(second.standing().refused()).isEqualTo(1);
    assertThat(second.pages().find(Fingerprint.of("http://a/1")))
        .isInstanceOf(Sighting.Visited.class);
    assertThat(texts(entries(second, 2))).containsExactly("http://a/3", "http://a/4");
  }

  @Test
  void neverStoresARunOfOneBatch() throws IOException {
    var small = opened(SmallFrontier.open(store(), claim(1)));
    small.commit(found(0, "http://a/1"));
    small.commit(fetched(entries(small, 10).getFirst()));

    assertThat(small.queued()).isZero();
    assertThat(store().runs()).isEmpty();
    assertThat(index(small)).hasSize(1);
  }
}
