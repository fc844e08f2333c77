package io.crawlkeeper.worker.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.crawlkeeper.model.RuleTrial;
import io.crawlkeeper.url.UrlParser;
import io.crawlkeeper.web.WebNode;
import io.crawlkeeper.worker.crawl.RuleTrials;
import io.crawlkeeper.worker.crawl.Trial;
import io.crawlkeeper.worker.crawl.Trial.Rejected;
import io.crawlkeeper.worker.crawl.Trial.Tried;
import io.crawlkeeper.worker.crawl.extract.Item;
import io.crawlkeeper.znode.ZnodeCodec;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Import;
import tools.jackson.databind.node.JsonNodeFactory;

/** Trials of rules over real HTTP. */
class TrialEndpointTest {

  private static final AtomicReference<@Nullable Trial> ANSWER = new AtomicReference<>();
  private static final AtomicReference<@Nullable RuleTrial> ASKED = new AtomicReference<>();
  private static WebNode web;

  @BeforeAll
  static void start() {
    web =
        WebNode.start(
            App.class,
            beans -> beans.registerBean(RuleTrials.class, () -> TrialEndpointTest::answer));
  }

  private static @Nullable Trial answer(RuleTrial asked) {
    ASKED.set(asked);
    return ANSWER.get();
  }

  @AfterAll
  static void stop() {
    web.close();
  }

  @Test
  void answersWhatWasFound() throws Exception {
    var fields = JsonNodeFactory.instance.objectNode().put("t", "x");
    var link = Objects.requireNonNull(UrlParser.parse("http://e.org/2"));
    ANSWER.set(
        new Tried(
            "http://e.org/1",
            200,
            List.of(new Item("b", "http://e.org/1", fields)),
            List.of(link),
            List.of("b.p is required, and is not there")));
    var answer =
        post("{\"url\":\"http://e.org/1\",\"extract\":{\"follow\":[\"a\"]},\"page\":\"<p>\"}");
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.body())
        .isEqualTo(
            "{\"url\":\"http://e.org/1\",\"status\":200,\"itemCount\":1,"
                + "\"items\":[{\"kind\":\"b\",\"fields\":{\"t\":\"x\"}}],"
                + "\"linkCount\":1,\"links\":[\"http://e.org/2\"],"
                + "\"problems\":[\"b.p is required, and is not there\"]}");
    assertThat(Objects.requireNonNull(ASKED.get()).page()).isEqualTo("<p>");
  }

  @Test
  void saysWhyThereIsNoPage() throws Exception {
    ANSWER.set(new Rejected("robots.txt forbids it"));
    var answer = post("{\"url\":\"http://e.org/1\",\"extract\":{}}");
    assertThat(answer.body()).isEqualTo("{\"error\":\"robots.txt forbids it\"}");
  }

  @Test
  void boundsWhatItAnswers() throws Exception {
    var large = JsonNodeFactory.instance.objectNode().put("t", "x".repeat(1 << 20));
    var small = JsonNodeFactory.instance.objectNode().put("t", "x");
    ANSWER.set(tried(Collections.nCopies(500, new Item("b", "u", small))));
    assertThat(items(post("{\"url\":\"u\",\"extract\":{}}"))).isEqualTo(100);
    ANSWER.set(tried(Collections.nCopies(50, new Item("b", "u", large))));
    assertThat(items(post("{\"url\":\"u\",\"extract\":{}}"))).isEqualTo(1);
  }

  @Test
  void saysThatThereIsNoRoom() throws Exception {
    ANSWER.set(null);
    assertThat(post("{\"url\":\"u\",\"extract\":{}}").statusCode()).isEqualTo(503);
  }

  @Test
  void refusesWhatIsNoTrial() throws Exception {
    assertThat(post("[]").statusCode()).isEqualTo(400);
    assertThat(post("\"" + "x".repeat(21 << 20) + "\"").statusCode()).isEqualTo(413);
  }

  private static Tried tried(List<Item> items) {
    return new Tried("u", 200, items, List.of(), List.of());
  }

  private static int items(HttpResponse<String> answer) {
    return ZnodeCodec.mapper().readTree(answer.body()).path("items").size();
  }

  private static HttpResponse<String> post(String body) throws IOException, InterruptedException {
    var request =
        HttpRequest.newBuilder(web.uri("/internal/v1/extract:try"))
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString(body));
    return web.send(request.build());
  }

  @EnableAutoConfiguration
  @Import(TrialEndpoint.class)
  static class App {}
}
