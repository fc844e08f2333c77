package io.crawlkeeper.systemtests;

import static io.crawlkeeper.systemtests.harness.Patience.PATIENCE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.crawlkeeper.systemtests.harness.Api;
import io.crawlkeeper.systemtests.harness.Cluster;
import io.crawlkeeper.systemtests.harness.Folders;
import io.crawlkeeper.systemtests.harness.StaticSite;
import io.crawlkeeper.znode.ZnodeCodec;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.jsoup.Jsoup;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** What the tutorial of the bookshop says is so, with its own task and its own shop. */
class ExtractIT {

  private static final String TUTORIAL_SHOP = "http://127.0.0.1:8085/";
  private static final int BOOKS = 8;
  private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
  private static final Path SHOP = ROOT.resolve("samples/bookshop");
  private static final Path TASK = ROOT.resolve("samples/tasks/bookshop.json");
  private static final Path TUTORIAL = ROOT.resolve("docs/tutorial/crawl-a-bookshop.md");

  private static Cluster cluster;
  private static StaticSite shop;
  private static String master;

  @BeforeAll
  static void start() throws IOException {
    shop = StaticSite.of(SHOP);
    cluster = Cluster.named("extract", Cluster.LONG_SESSION);
    var storage = "crawlkeeper.storage.url=file:" + Folders.fresh("extract-results");
    cluster.master("master-1", storage);
    cluster.worker("worker-1", storage);
    cluster.awaitWhole();
    master = cluster.masterAddresses().getFirst();
  }

  @AfterAll
  static void stop() {
    cluster.close();
    shop.close();
  }

  @Test
  void theTutorialShowsTheTaskThatItNames() throws IOException {
    assertThat(block(0)).isEqualTo(json(Files.readString(TASK)));
    assertThat(Files.readAllLines(TASK)).hasSizeBetween(15, 25);
  }

  @Test
  void rulesAreTriedOnAPageOfTheShopAndOnOneThatIsSentAlong() throws IOException {
    var asked = ZnodeCodec.mapper().createObjectNode();
    asked.put("url", shop.start() + "books/3.html");
    asked.set("extract", task().at("/spec/crawl/extract"));
    assertThat(tried(asked)).as("what the tutorial shows").isEqualTo(block(1));

    var before = shop.visits().size();
    asked.put("page", Files.readString(SHOP.resolve("books/5.html")));
    assertThat(tried(asked).get(0).at("/fields/title").asString())
        .isEqualTo(Jsoup.parse(SHOP.resolve("books/5.html")).select("h1").text());
    assertThat(shop.visits()).as("nothing is fetched for it").hasSize(before);
  }

  private static JsonNode tried(ObjectNode asked) throws IOException {
    var answer = Api.post(master, "/api/v1/extract:try", asked.toString());
    assertThat(answer.status()).as(answer.body()).isEqualTo(200);
    return answer.json().path("items");
  }

  @Test
  void aShopBecomesATable() throws IOException {
    var visited = shop.visits().size();
    assertThat(Api.post(master, "/api/v1/tasks", task().toString()).status()).isEqualTo(201);
    await("the crawl ends")
        .atMost(PATIENCE)
        .until(
            () ->
                Api.task(master, "bookshop").at("/status/state").asString("").equals("succeeded"));

    var path = "/api/v1/tasks/bookshop/results";
    var items = new ArrayList<>(Api.all(master, path));
    assertThat(items).hasSize(BOOKS).containsExactlyInAnyOrderElementsOf(books());
    assertThat(items).filteredOn(item -> !item.path("fields").has("available")).hasSize(1);
    assertThat(shop.visits().subList(visited, shop.visits().size()))
        .filteredOn(page -> !page.endsWith("books/3.html"))
        .hasSize(2 + BOOKS - 1)
        .doesNotContain("/about.html");
    var lines =
        Api.get(master, path + "?format=jsonl").body().lines().map(ExtractIT::json).toList();
    assertThat(lines).containsExactlyElementsOf(items);
    assertThat(Api.get(master, path + "?format=csv").body().split("\r\n"))
        .startsWith("_kind,_page,title,price,available,rating,image")
        .containsAll(items.stream().map(ExtractIT::row).toList())
        .hasSize(1 + BOOKS);
  }

  /** As another reader finds them in the files of the shop. */
  private static List<JsonNode> books() {
    return IntStream.rangeClosed(1, BOOKS).mapToObj(ExtractIT::book).toList();
  }

  private static JsonNode book(int number) {
    var item = ZnodeCodec.mapper().createObjectNode();
    item.put("kind", "book").put("page", shop.start() + "books/" + number + ".html");
    try {
      var page = Jsoup.parse(SHOP.resolve("books/" + number + ".html"));
      var fields = item.putObject("fields");
      fields.put("title", page.select("h1").text());
      var price = page.select(".price").text().replaceAll("[£,]", "");
      fields.put("price", new BigDecimal(price));
      var stock = Pattern.compile("\\d+").matcher(page.select(".stock").text());
      if (stock.find()) {
        fields.put("available", Integer.parseInt(stock.group()));
      }
      fields.put("rating", page.select(".star-rating").attr("class").split(" ", 2)[1]);
      fields.put("image", shop.start() + "covers/" + number + ".svg");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return json(item.toString());
  }

  private static String row(JsonNode item) {
    var fields = item.path("fields");
    return String.join(
        ",",
        "book",
        item.path("page").asString(),
        quoted(fields.path("title").asString()),
        fields.path("price").toString(),
        fields.has("available") ? fields.path("available").toString() : "",
        fields.path("rating").asString(),
        fields.path("image").asString());
  }

  private static String quoted(String text) {
    return text.contains(",") || text.contains("\"")
        ? '"' + text.replace("\"", "\"\"") + '"'
        : text;
  }

  private static JsonNode task() throws IOException {
    return json(here(Files.readString(TASK)));
  }

  /** One of the blocks of JSON of the tutorial. */
  private static JsonNode block(int index) throws IOException {
    var blocks = Files.readString(TUTORIAL).split("```json\n", -1);
    var text = blocks[index + 1].substring(0, blocks[index + 1].indexOf("```"));
    return json(index == 0 ? text : here(text));
  }

  private static String here(String text) {
    return text.replace(TUTORIAL_SHOP, shop.start());
  }

  private static JsonNode json(String text) {
    return Api.json(text);
  }
}
