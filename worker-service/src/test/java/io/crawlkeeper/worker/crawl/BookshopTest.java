package io.crawlkeeper.worker.crawl;

import static org.assertj.core.api.Assertions.assertThat;

import io.crawlkeeper.model.CrawlSpec;
import io.crawlkeeper.model.RunState;
import io.crawlkeeper.znode.ZnodeCodec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import tools.jackson.databind.JsonNode;

/** The task of the tutorial, on a larger shop. */
@Timeout(60)
class BookshopTest extends CrawlFixture {
  private static final Path TASK = Path.of("../samples/tasks/bookshop.json");

  @Test
  void takesAllBooksOutOfAShop() throws Exception {
    Bookshop.open(site);

    var outcome = executor().execute(TestAttempt.of(crawl(), site.url("/")));

    assertThat(outcome.state()).isEqualTo(RunState.Ended.SUCCEEDED);
    var items =
        itemLines(outcome).stream()
            .map(ZnodeCodec.mapper()::readTree)
            .sorted(Comparator.comparing(item -> number(item.path("url").stringValue())))
            .toList();
    assertThat(items).hasSize(Bookshop.BOOKS);
    IntStream.range(0, items.size()).forEach(book -> assertBook(book, items.get(book)));
    assertThat(site.requests()).doesNotHaveDuplicates().doesNotContain("/about.html");
  }

  private void assertBook(int book, JsonNode item) {
    var fields = ZnodeCodec.mapper().createObjectNode();
    fields.put("title", Bookshop.title(book));
    fields.put("price", new java.math.BigDecimal(Bookshop.price(book)));
    if (book % 10 != 0) {
      fields.put("available", book);
    }
    fields.put("rating", Bookshop.rating(book));
    fields.put("image", site.url("/covers/" + book + ".jpg"));
    assertThat(item.path("fields")).hasToString(fields.toString());
  }

  private static int number(String url) {
    return Integer.parseInt(url.replaceFirst(".*/books/(\\d+)\\.html", "$1"));
  }

  private static CrawlSpec crawl() throws IOException {
    var task = ZnodeCodec.mapper().readTree(Files.readString(TASK));
    return ZnodeCodec.mapper().treeToValue(task.path("spec").path("crawl"), CrawlSpec.class);
  }
}
