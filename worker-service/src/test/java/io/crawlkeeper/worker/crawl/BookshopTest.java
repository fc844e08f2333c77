package io.crawlkeeper.worker.crawl;

import static org.assertj.core.api.Assertions.assertThat;

import io.crawlkeeper.model.ExtractSpec;
import io.crawlkeeper.model.ExtractSpec.FollowSpec;
import io.crawlkeeper.model.ExtractSpec.Language;
import io.crawlkeeper.model.ExtractSpec.Selector;
import io.crawlkeeper.model.Run.Outcome;
import io.crawlkeeper.model.RunState;
import io.crawlkeeper.znode.ZnodeCodec;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import tools.jackson.databind.JsonNode;

/** The task of the tutorial, on a larger shop. */
@Timeout(180)
class BookshopTest extends CrawlFixture {
  private static final Path TASK = Path.of("../samples/tasks/bookshop.json");
  private static final Path TUTORIAL = Path.of("../docs/tutorial/crawl-a-bookshop.md");

  @Test
  void takesAllBooksOutOfAShop() throws Exception {
    Bookshop.open(site);

    var outcome = executor().execute(TestAttempt.of(site.url("/")).rules(rules()));

    assertThat(outcome.state()).isEqualTo(RunState.Ended.SUCCEEDED);
    var items =
        itemLines(outcome).stream()
            .map(ZnodeCodec.mapper()::readTree)
            .sorted(Comparator.comparingInt(item -> number(item.path("page").stringValue())))
            .toList();
    assertThat(items).hasSize(Bookshop.BOOKS);
    IntStream.range(0, items.size()).forEach(book -> assertBook(book, items.get(book)));
    assertThat(site.requests()).doesNotHaveDuplicates().doesNotContain("/about.html");
  }

  @Test
  void isAsShortAsTheTutorialSays() throws Exception {
    assertThat(Files.readAllLines(TASK)).hasSize(20);
    assertThat(Files.readString(TUTORIAL)).contains(Files.readString(TASK));
  }

  private void assertBook(int book, JsonNode item) {
    var fields = ZnodeCodec.mapper().createObjectNode();
    fields.put("title", Bookshop.title(book));
    fields.put("price", new BigDecimal(Bookshop.price(book)));
    if (book % 10 != 0) {
      fields.put("available", book);
    }
    fields.put("rating", Bookshop.rating(book));
    fields.put("image", site.url("/covers/" + book + ".jpg"));
    assertThat(item.path("fields")).isEqualTo(ZnodeCodec.mapper().readTree(fields.toString()));
  }

  private static int number(String url) {
    return Integer.parseInt(url.replaceFirst(".*/books/(\\d+)\\.html", "$1"));
  }

  private static ExtractSpec rules() throws IOException {
    var crawl = ZnodeCodec.mapper().readTree(Files.readString(TASK)).path("spec").path("crawl");
    return ZnodeCodec.mapper().treeToValue(crawl.path("extract"), ExtractSpec.class);
  }

  private List<String> itemLines(Outcome outcome) throws IOException {
    assertThat(outcome.output()).isNotNull();
    return Files.readAllLines(results.resolve(outcome.output()).resolve("items-00000.jsonl"));
  }

  @Test
  void tellsInThePageRecordWhatTheRulesMet() throws Exception {
    site.page("/", "<a href=/books/1.html>x</a><h3><a href=/books/2.html>y</a></h3>");
    site.page("/books/2.html", "<h1>Two</h1><p class=price>dear</p>");

    var outcome = executor().execute(TestAttempt.of(site.url("/")).rules(rules()));

    assertThat(lines(outcome))
        .filteredOn(line -> line.contains("/books/2.html"))
        .singleElement()
        .asString()
        .contains("rules: book.price cannot be read: \\\"dear\\\" holds no number");
    assertThat(itemLines(outcome)).singleElement().asString().contains("{\"title\":\"Two\"}");
    assertThat(site.requests()).doesNotContain("/books/1.html");
    assertThat(index(outcome))
        .anyMatch(
            line ->
                line.startsWith(site.url("/books/1.html - "))
                    && line.contains("\"refused\":\"no follow rule names it\""))
        .noneMatch(line -> line.contains("/books/2.html") && line.contains("\"refused\""));
  }

  @Test
  void fetchesLinksOfHighPriorityFirst() throws Exception {
    site.page("/", "<a href=/late>l</a><a href=/a>a</a><a href=/old>o</a><a href=/new>n</a>");
    site.redirect("/old", "/moved").page("/moved", "m");
    var rules =
        List.of(
            follow("[href=/a]", 0),
            follow("[href=/late]", -1),
            follow("[href=/new]", 100),
            follow("[href=/old]", 50));

    executor()
        .execute(
            TestAttempt.of(site.url("/"))
                .polite(Duration.ofMillis(1), 1)
                .rules(new ExtractSpec(List.of(), rules)));

    assertThat(site.requests()).startsWith("/robots.txt", "/", "/new", "/old", "/a", "/late");
  }

  private static FollowSpec follow(String css, int priority) {
    return new FollowSpec(List.of(), new Selector(Language.CSS, css), priority);
  }

  @Test
  void takesWhatOneRuleLeavesAndAnotherNames() throws Exception {
    site.page("/", "<a href=/books/1.html>x</a><h3><a href=/books/2.html>y</a></h3>");
    site.page("/books/2.html", "<h3><a href=/books/1.html>x</a></h3><a href=/books/2.html>y</a>");
    var all = new FollowSpec(List.of(), new Selector(Language.CSS, "h3 a"));

    var outcome =
        executor()
            .execute(TestAttempt.of(site.url("/")).rules(new ExtractSpec(List.of(), List.of(all))));

    assertThat(site.requests()).containsOnlyOnce("/books/1.html", "/books/2.html");
    assertThat(index(outcome)).hasSize(3).noneMatch(line -> line.contains("\"refused\""));
  }
}
