package io.crawlkeeper.worker.crawl.frontier;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.crawlkeeper.worker.crawl.frontier.Commit.Deferral;
import io.crawlkeeper.worker.crawl.frontier.Commit.Done;
import io.crawlkeeper.worker.crawl.url.Fingerprint;
import io.crawlkeeper.worker.crawl.url.UrlParser;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What every frontier does, wherever it keeps its entries. */
public abstract class FrontierContract {
  private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

  /** A new one, empty. */
  protected abstract Frontier frontier();

  private static FrontierLink link(String text, int depth) {
    var url = requireNonNull(UrlParser.parse(text));
    return new FrontierLink(url, Fingerprint.of(url), depth, 0, "http://from/");
  }

  private static Commit found(int depth, String... urls) {
    return Commit.ofLinks(Arrays.stream(urls).map(url -> link(url, depth)).toList());
  }

  private static Commit done(FrontierEntry entry) {
    var page = PageRecord.unanswered(entry, NOW, "gone", "network");
    return new Commit(
        List.of(new Done(entry, page, null)),
        List.of(),
        List.of(),
        List.of(),
        Counts.NONE,
        List.of());
  }

  private static List<String> texts(List<FrontierEntry> entries) {
    return entries.stream().map(entry -> entry.url().text()).toList();
  }

  @Test
  void isEmptyAtFirst() {
    var frontier = frontier();

    assertThat(frontier.queued()).isZero();
    assertThat(frontier.nextDue()).isNull();
    assertThat(frontier.lease(10, 10, NOW)).isEmpty();
    assertThat(frontier.more("http://a", 10, NOW)).isEmpty();
  }

  @Test
  void handsOutEachUrlOnce() {
    var frontier = frontier();
    frontier.commit(found(0, "http://a/1", "http://a/1", "http://a/2"));
    frontier.commit(found(3, "http://a/2#x"));

    var batch = frontier.lease(10, 10, NOW).getFirst();

    assertThat(texts(batch.entries())).containsExactly("http://a/1", "http://a/2");
    assertThat(frontier.queued()).isEqualTo(2);
    batch.entries().forEach(entry -> frontier.commit(done(entry)));
    frontier.commit(found(1, "http://a/1"));
    frontier.release("http://a");
    assertThat(frontier.queued()).isZero();
    assertThat(frontier.lease(10, 10, NOW)).isEmpty();
  }

  @Test
  void keepsWhatWasFoundWithAUrl() {
    var frontier = frontier();
    var url = requireNonNull(UrlParser.parse("https://a:8443/x?y"));
    frontier.commit(
        Commit.ofLinks(List.of(new FrontierLink(url, Fingerprint.of(url), 4, 2, "http://r/"))));

    var entry = frontier.lease(1, 1, NOW).getFirst().entries().getFirst();

    assertThat(entry).isEqualTo(new FrontierEntry(entry.id(), url, 4, 2, 0, "http://r/"));
  }

  @Test
  void goesByDepthAndThenByOrder() {
    var frontier = frontier();
    frontier.commit(found(2, "http://a/c", "http://a/d"));
    frontier.commit(found(1, "http://a/b", "http://a/a"));

    assertThat(texts(frontier.lease(1, 3, NOW).getFirst().entries()))
        .containsExactly("http://a/b", "http://a/a", "http://a/c");
    assertThat(texts(frontier.more("http://a", 3, NOW))).containsExactly("http://a/d");
  }

  @Test
  void letsHostsTakeTurns() {
    var frontier = frontier();
    frontier.commit(found(0, "http://a/1", "http://a/2", "http://b/1", "http://a:81/1"));

    assertThat(frontier.lease(1, 1, NOW).getFirst().origin()).isEqualTo("http://a");
    frontier.release("http://a");

    assertThat(frontier.lease(10, 1, NOW))
        .extracting(HostBatch::origin)
        .containsExactly("http://b", "http://a:81", "http://a");
  }

  @Test
  void keepsALeasedHostToItsHolder() {
    var frontier = frontier();
    frontier.commit(found(0, "http://a/1"));
    frontier.lease(10, 10, NOW);
    frontier.commit(found(1, "http://a/2"));

    assertThat(frontier.lease(10, 10, NOW)).isEmpty();
    assertThat(texts(frontier.more("http://a", 10, NOW))).containsExactly("http://a/2");

    frontier.commit(found(1, "http://a/3"));
    frontier.release("http://a");
    assertThat(texts(frontier.lease(10, 10, NOW).getFirst().entries()))
        .containsExactly("http://a/3");
  }

  @Test
  void bringsDeferredEntriesBackInTime() {
    var frontier = frontier();
    frontier.commit(found(0, "http://a/1"));
    var entry = frontier.lease(1, 1, NOW).getFirst().entries().getFirst();
    var later = NOW.plusSeconds(5);
    frontier.commit(
        new Commit(
            List.of(),
            List.of(new Deferral(entry, later)),
            List.of(),
            List.of(),
            Counts.NONE,
            List.of()));
    frontier.release("http://a");

    assertThat(frontier.queued()).isEqualTo(1);
    assertThat(frontier.nextDue()).isEqualTo(later);
    assertThat(frontier.lease(1, 1, later.minusMillis(1))).isEmpty();

    var again = frontier.lease(1, 1, later).getFirst().entries().getFirst();
    assertThat(again.url()).isEqualTo(entry.url());
    assertThat(again.tries()).isEqualTo(1);
    assertThat(frontier.nextDue()).isNull();
  }
}
