package io.crawlkeeper.systemtests;

import static io.crawlkeeper.systemtests.harness.Patience.PATIENCE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.crawlkeeper.systemtests.harness.Api;
import io.crawlkeeper.systemtests.harness.Cluster;
import io.crawlkeeper.systemtests.harness.Folders;
import io.crawlkeeper.systemtests.harness.Programs;
import io.crawlkeeper.systemtests.harness.StaticSite;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** A worker that was given the rendering module by a folder reads pages as a browser shows them. */
class RenderingIT {

  private static final Path CHROMIUM = Path.of("/usr/bin/chromium");

  @Test
  void pagesMadeByScriptsAreCrawledAndOneThatHangsIsGivenUp() throws Exception {
    assumeChromium();
    var folder = Programs.renderingModule(Folders.fresh("rendering-module"));
    try (var site = StaticSite.of(written());
        var cluster = Cluster.named("rendering", Cluster.LONG_SESSION)) {
      var storage = "crawlkeeper.storage.url=file:" + Folders.fresh("rendering-results");
      cluster.master("master-1", storage);
      cluster.worker("worker-1", storage, "crawlkeeper.render.module=" + folder);
      cluster.awaitWhole();
      var master = cluster.masterAddresses().getFirst();

      assertThat(Api.post(master, "/api/v1/tasks", task(site.start())).status()).isEqualTo(201);

      await("the crawl ends")
          .atMost(PATIENCE)
          .until(
              () ->
                  Api.task(master, "rendered")
                      .at("/status/state")
                      .asString("")
                      .equals("succeeded"));
      assertThat(Api.all(master, "/api/v1/tasks/rendered/results"))
          .extracting(item -> item.at("/fields/title").asString())
          .containsExactlyInAnyOrder("Made by a script", "Made as well");
      assertThat(site.visits()).contains("/data.json", "/next.html", "/hangs.html");
      assertThat(page(master, site.start(), "&body=true")).contains("<h1>Made by a script</h1>");
      assertThat(page(master, site.start() + "next.html", "")).doesNotContain("\"error\"");
      assertThat(page(master, site.start() + "hangs.html", "")).contains("\"error\":\"");
    }
  }

  private static void assumeChromium() {
    var there = Files.isExecutable(CHROMIUM);
    if (!there) {
      System.err.println("NOT TESTED: no page is rendered, as there is no " + CHROMIUM);
    }
    assumeTrue(there, "there is no " + CHROMIUM + " here");
  }

  private static String page(String master, String url, String more) throws IOException {
    var query = "?url=" + URLEncoder.encode(url, StandardCharsets.UTF_8) + more;
    var answer = Api.get(master, "/api/v1/tasks/rendered/pages" + query);
    assertThat(answer.status()).as(answer.body()).isEqualTo(200);
    return answer.body();
  }

  private static String task(String seed) {
    return """
    {"name": "rendered", "spec": {"crawl": {
      "seeds": ["%s"], "output": ["jsonl", "warc"], "politeness": {"delay": "PT0S"},
      "render": {"waitFor": "h1", "timeout": "PT30S"},
      "extract": {"items": [{"name": "page", "fields": {
        "title": {"css": "h1", "required": true}}}]}}}}
    """
        .formatted(seed);
  }

  private static Path written() throws IOException {
    var folder = Folders.fresh("rendering-site");
    Files.writeString(folder.resolve("data.json"), "{\"title\": \"Made by a script\"}");
    Files.writeString(
        folder.resolve("index.html"),
        """
        <!DOCTYPE html><title>Empty</title><body><script>
          fetch('data.json').then(answer => answer.json()).then(data => {
            document.body.innerHTML = '<a href="hangs.html"></a><a href="next.html"></a>'
              + '<h1>' + data.title + '</h1>';
          });
        </script>
        """);
    Files.writeString(
        folder.resolve("next.html"),
        "<!DOCTYPE html><body><script>document.body.innerHTML = '<h1>Made as well</h1>'</script>");
    Files.writeString(
        folder.resolve("hangs.html"), "<!DOCTYPE html><body><script>while (true) {}</script>");
    return folder;
  }
}
