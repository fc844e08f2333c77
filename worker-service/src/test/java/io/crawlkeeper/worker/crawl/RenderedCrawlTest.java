package io.crawlkeeper.worker.crawl;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.crawlkeeper.model.CrawlPlan;
import io.crawlkeeper.model.CrawlSpec;
import io.crawlkeeper.model.RunState;
import io.crawlkeeper.worker.crawl.fetch.KeptCookie;
import io.crawlkeeper.worker.crawl.render.Renderer;
import io.crawlkeeper.worker.crawl.render.Rendering;
import io.crawlkeeper.worker.crawl.render.Turnstile;
import io.crawlkeeper.znode.ZnodeCodec;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What a crawl tells the browser, and what that may ask of the gate. */
@Timeout(180)
class RenderedCrawlTest extends CrawlFixture {
  private final Browser browser = new Browser();

  @Test
  void theBrowserAsksAsTheRunDoesAndInItsTurn() throws Exception {
    site.on(
        "/",
        exchange -> {
          exchange.getResponseHeaders().add("Set-Cookie", "session=s1; HttpOnly");
          TestSite.send(exchange, 200, "text/html", "<a href=/next></a>".getBytes(UTF_8));
        });
    site.page("/next", "end");

    var outcome =
        executor(browser)
            .execute(
                TestAttempt.of(
                    crawl(
                        """
                        "fetch": {"headers": {"X-Of-Task": "yes"}, "userAgents": ["Task/1"]},
                        "politeness": {"delay": "PT0S"}, "render": {"timeout": "PT20S"}\
                        """)));

    assertThat(outcome.state()).isEqualTo(RunState.Ended.SUCCEEDED);
    assertThat(browser.shown).extracting(Renderer.Source::url).hasSize(2);
    var guise = browser.shown.peek().guise();
    assertThat(guise.userAgent()).isEqualTo("Task/1");
    assertThat(guise.fields()).containsOnlyKeys("X-Of-Task");
    assertThat(guise.cookies()).containsExactly(new KeptCookie("session", "s1", "/", false, true));
    assertThat(lines(outcome)).noneMatch(line -> line.contains("\"error\""));
  }

  @Test
  void aTaskWithProxiesIsNotRenderedWithoutThem() throws Exception {
    var task = crawl("\"fetch\": {\"proxies\": [\"http://127.0.0.1:1\"]}, \"render\": true");
    var outcome = executor(browser).execute(TestAttempt.of(task));

    assertThat(outcome.state()).isEqualTo(RunState.Ended.FAILED);
    assertThat(outcome.reason()).contains("browsers do not use fetch.proxies");
    assertThat(site.requests()).isEmpty();
  }

  private CrawlSpec crawl(String fields) {
    var json = "{\"seeds\": [\"%s\"], %s}".formatted(site.url("/"), fields);
    return ZnodeCodec.mapper().readValue(json, CrawlSpec.class);
  }

  /** Takes a turn at the host of each page, which has to be free while the page is shown. */
  private static final class Browser implements Renderer {
    private final ConcurrentLinkedQueue<Source> shown = new ConcurrentLinkedQueue<>();

    @Override
    public Rendering render(Source page, CrawlPlan.Render how, Turnstile turns)
        throws InterruptedException {
      shown.add(page);
      var url = URI.create(page.url());
      try (var turn = turns.await(url.getHost(), url.getPort(), Duration.ofSeconds(10))) {
        return new Rendering.Rendered(new String(page.body(), UTF_8) + turn.clear());
      } catch (IOException e) {
        return new Rendering.NotRendered(String.valueOf(e.getMessage()));
      }
    }

    @Override
    public void close() {
      shown.clear();
    }
  }
}
