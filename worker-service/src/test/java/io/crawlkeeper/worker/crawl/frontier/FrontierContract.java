package io.crawlkeeper.worker.crawl.frontier;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.crawlkeeper.url.Fingerprint;
import io.crawlkeeper.url.UrlParser;
import io.crawlkeeper.worker.crawl.frontier.Commit.Deferral;
import io.crawlkeeper.worker.crawl.frontier.Commit.Done;
import java.io.IOException;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What every frontier does, wherever it keeps its entries. */
public abstract class FrontierContract {
  protected static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

  /** A new one, empty. */
  protected abstract Frontier frontier(long pagesPerHost) throws IOException;

  protected final Frontier frontier() throws IOException {
    return frontier(Long.MAX_VALUE);
  }

  protected static FrontierLink link(String text, int depth) {
    var url = requireNonNull(UrlParser.parse(text));
    return new FrontierLink(url, Fingerprint.of(url), depth, 0, "http://from/");
  }

  protected static Commit found(int depth, String... urls) {
    return Commit.ofLinks(Arrays.stream(urls).map(url -> link(url, depth)).toList());
  }

  protected static Commit done(FrontierEntry... entries) {
    var done =
        Arrays.stream(entries)
            .map(
                entry ->
                    new Done(entry, PageRecord.unanswered(entry, NOW, "gone", "network"), null))
            .toList();
    return new Commit(done, List.of(), List.of(), List.of(), Counts.NONE, List.of());
  }

  protected static Commit deferred(FrontierEntry entry, Instant notBefore) {
    return new Commit(
        List.of(),
        List.of(new Deferral(entry, notBefore)),
        List.of(),
        List.of(),
        Counts.NONE,
        List.of());
  }

  protected static Commit refused(String url, String reason) {
    var refusal = new Refusal(url, Fingerprint.of(url), reason, "http://from/");
    return new Commit(List.of(), List.of(), List.of(), List.of(refusal), Counts.NONE, List.of());
  }

  /** A response, stored. */
  protected static Commit fetched(FrontierEntry entry) {
    var page =
        new PageRecord(
            entry.url().text(),
            200,
            entry.depth(),
            "T\u0000\ud800ï",
            "text/html",
            5L,
            "ab",
            NOW,
            null,
            entry.referrer(),
            null,
            new Marks(EntryKind.PAGE, "0123456789abcdef", null, "http://a/c", true, null, "7-0"),
            new PageVersion("\"1\"", null));
    return new Commit(
        List.of(new Done(entry, page, new Stored("crawl-00000.warc.gz", 17, 42))),
        List.of(),
        List.of(),
        List.of(),
        Counts.NONE,
        List.of());
  }

  protected static List<FrontierEntry> entries(Frontier frontier, int most) throws IOException {
    return frontier.lease(10, most, NOW).stream()
        .flatMap(batch -> batch.entries().stream())
        .toList();
  }

  protected static List<IndexEntry> index(Frontier frontier) throws IOException {
    try (var index = frontier.index()) {
      return index.toList();
    }
  }

  protected static List<String> texts(List<FrontierEntry> entries) {
    return entries.stream().map(entry -> entry.url().text()).toList();
  }

  @Test
  void isEmptyAtFirst() throws IOException {
    var frontier = frontier();

    assertThat(frontier.queued()).isZero();
    assertThat(frontier.nextDue()).isNull();
    assertThat(frontier.lease(10, 10, NOW)).isEmpty();
    assertThat(frontier.more("http://a", 10, NOW)).isEmpty();
  }

  @Test
  void handsOutEachUrlOnce() throws IOException {
    var frontier = frontier();
    frontier.commit(found(0, "http://a/1", "http://a/1", "http://a/2"));
    frontier.commit(found(3, "http://a/2#x"));

    var batch = frontier.lease(10, 10, NOW).getFirst();

    assertThat(texts(batch.entries())).containsExactly("http://a/1", "http://a/2");
    assertThat(frontier.queued()).isEqualTo(2);
    frontier.commit(done(batch.entries().toArray(FrontierEntry[]::new)));
    frontier.commit(found(1, "http://a/1"));
    frontier.release("http://a");
    assertThat(frontier.queued()).isZero();
    assertThat(frontier.lease(10, 10, NOW)).isEmpty();
  }

  @Test
  void keepsWhatWasFoundWithAUrl() throws IOException {
    var frontier = frontier();
    var url = requireNonNull(UrlParser.parse("https://a:8443/x?y"));
    frontier.commit(
        Commit.ofLinks(List.of(new FrontierLink(url, Fingerprint.of(url), 4, 2, "http://r/"))));

    var entry = frontier.lease(1, 1, NOW).getFirst().entries().getFirst();

    assertThat(entry).isEqualTo(new FrontierEntry(entry.id(), url, 4, 2, 0, "http://r/"));
  }

  @Test
  void goesByDepthAndThenByOrder() throws IOException {
    var frontier = frontier();
    frontier.commit(found(2, "http://a/c", "http://a/d"));
    frontier.commit(found(1, "http://a/b", "http://a/a"));

    assertThat(texts(frontier.lease(1, 3, NOW).getFirst().entries()))
        .containsExactly("http://a/b", "http://a/a", "http://a/c");
    assertThat(texts(frontier.more("http://a", 3, NOW))).containsExactly("http://a/d");
  }

  @Test
  void letsHostsTakeTurns() throws IOException {
    var frontier = frontier();
    frontier.commit(found(0, "http://a/1", "http://a/2", "http://b/1", "http://a:81/1"));

    assertThat(frontier.lease(1, 1, NOW).getFirst().origin()).isEqualTo("http://a");
    frontier.release("http://a");

    assertThat(frontier.lease(10, 1, NOW))
        .extracting(HostBatch::origin)
        .containsExactly("http://b", "http://a:81", "http://a");
  }

  @Test
  void keepsALeasedHostToItsHolder() throws IOException {
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
  void bringsDeferredEntriesBackInTime() throws IOException {
    var frontier = frontier();
    frontier.commit(found(0, "http://a/1"));
    var entry = frontier.lease(1, 1, NOW).getFirst().entries().getFirst();
    var later = NOW.plusSeconds(5);
    frontier.commit(deferred(entry, later));
    frontier.release("http://a");

    assertThat(frontier.queued()).isEqualTo(1);
    assertThat(frontier.nextDue()).isEqualTo(later);
    assertThat(frontier.lease(1, 1, later.minusMillis(1))).isEmpty();

    var again = frontier.lease(1, 1, later).getFirst().entries().getFirst();
    assertThat(again.url()).isEqualTo(entry.url());
    assertThat(again.tries()).isEqualTo(1);
    assertThat(frontier.nextDue()).isNull();
  }

  @Test
  void takesWhatHasPriorityFirst() throws IOException {
    var frontier = frontier();
    var url = requireNonNull(UrlParser.parse("http://a/map"));
    frontier.commit(found(0, "http://a/1"));
    frontier.commit(
        Commit.ofLinks(
            List.of(
                new FrontierLink(
                    url, Fingerprint.of(url), 7, 0, "http://from/", EntryKind.SITEMAP, 50))));

    assertThat(texts(entries(frontier, 10))).containsExactly("http://a/map", "http://a/1");
  }

  @Test
  void tellsWhereARunStands() throws IOException {
    var frontier = frontier();
    assertThat(frontier.standing()).isEqualTo(Standing.NEW);
    var counts = new Counts(3, 2, 1_000, 5_000_000_000L, true, "http://a/: gone");

    frontier.commit(
        new Commit(
            List.of(),
            List.of(),
            List.of(link("http://a/1", 0)),
            List.of(),
            counts,
            List.of(new SinkState("pages", "1"), new SinkState("items", "7"))));
    frontier.commit(
        new Commit(
            List.of(),
            List.of(),
            List.of(),
            List.of(),
            counts,
            List.of(new SinkState("pages", "2"))));

    assertThat(frontier.standing())
        .isEqualTo(
            new Standing(
                true,
                counts,
                0,
                List.of(new SinkState("items", "7"), new SinkState("pages", "2"))));
  }

  @Test
  void saysWhyAUrlIsNotTakenUntilItIs() throws IOException {
    var frontier = frontier();
    var url = Fingerprint.of("http://a/deep");
    frontier.commit(refused("http://a/deep", "too deep"));
    frontier.commit(refused("http://a/deep", "another reason"));

    assertThat(frontier.pages().find(url))
        .isEqualTo(new Sighting.Denied("http://a/deep", "too deep", "http://from/"));
    assertThat(frontier.queued()).isZero();
    assertThat(frontier.standing().refused()).isEqualTo(1);
    assertThat(entries(frontier, 10)).isEmpty();

    frontier.commit(found(1, "http://a/deep"));
    frontier.commit(refused("http://a/deep", "too late"));

    assertThat(frontier.standing().refused()).isZero();
    assertThat(frontier.pages().find(url))
        .isEqualTo(new Sighting.Waiting("http://a/deep", "http://from/"));
    assertThat(texts(entries(frontier, 10))).containsExactly("http://a/deep");
  }

  @Test
  void findsThePageThatWasStored() throws IOException {
    var frontier = frontier();
    frontier.commit(found(0, "http://a/1"));
    var commit = fetched(entries(frontier, 1).getFirst());
    frontier.commit(commit);

    var done = commit.done().getFirst();
    assertThat(frontier.pages().find(Fingerprint.of("http://a/1")))
        .isEqualTo(new Sighting.Visited(done.page(), done.stored()));
    assertThat(frontier.pages().find(Fingerprint.of("http://a/2"))).isNull();
  }

  @Test
  void listsTheHostsWithTheLongestQueues() throws IOException {
    var frontier = frontier();
    frontier.commit(found(0, "http://a/1", "http://b/1", "http://b/2"));
    frontier.lease(1, 1, NOW);

    assertThat(frontier.pages().queued(List.of("http://b", "http://nowhere")))
        .isEqualTo(Map.of("http://b", 2L));
  }

  @Test
  void tellsAllThatIsKnownByUrl() throws IOException {
    var frontier = frontier();
    frontier.commit(found(0, "http://b/", "http://a/x", "http://a/B", "http://a/a"));
    frontier.commit(refused("http://a/c", "matches an exclude pattern"));
    var batch = frontier.lease(1, 1, NOW).getFirst();
    frontier.commit(fetched(batch.entries().getFirst()));

    assertThat(index(frontier))
        .extracting(IndexEntry::url)
        .containsExactly("http://a/B", "http://a/a", "http://a/c", "http://a/x", "http://b/");
    assertThat(index(frontier))
        .extracting(entry -> entry.getClass().getSimpleName())
        .containsExactly("Refused", "Refused", "Refused", "Refused", "Visited");
  }

  @Test
  void leavesOutWhatAHostHasTooMuch() throws IOException {
    var frontier = frontier(2);
    frontier.commit(found(0, "http://a/1", "http://a/2", "http://a/3", "http://a/4", "http://b/"));
    var batch = frontier.lease(1, 10, NOW).getFirst();
    assertThat(texts(batch.entries())).containsExactly("http://a/1", "http://a/2");

    frontier.commit(done(batch.entries().get(0)));
    assertThat(texts(frontier.more("http://a", 10, NOW))).containsExactly("http://a/3");

    frontier.commit(fetched(batch.entries().get(1)));
    var third = new FrontierEntry(3, link("http://a/3", 0).url(), 0, 0, 0, "http://from/");
    frontier.commit(fetched(third));
    frontier.commit(found(1, "http://a/5"));
    frontier.release("http://a");

    assertThat(frontier.queued()).isEqualTo(1);
    for (var url : List.of("http://a/4", "http://a/5")) {
      assertThat(frontier.pages().find(Fingerprint.of(url)))
          .isEqualTo(new Sighting.Denied(url, "more than 2 pages of this host", "http://from/"));
    }
    assertThat(frontier.lease(10, 10, NOW))
        .extracting(HostBatch::origin)
        .containsExactly("http://b");
  }
}
