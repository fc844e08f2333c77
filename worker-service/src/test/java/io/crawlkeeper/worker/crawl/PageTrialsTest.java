package io.crawlkeeper.worker.crawl;

import static org.assertj.core.api.Assertions.assertThat;

import io.crawlkeeper.model.CrawlPlan;
import io.crawlkeeper.model.CrawlSpec.RenderSpec;
import io.crawlkeeper.model.ExtractSpec;
import io.crawlkeeper.model.FetchBuilder;
import io.crawlkeeper.model.RuleTrial;
import io.crawlkeeper.url.CrawlUrl;
import io.crawlkeeper.worker.crawl.Trial.Rejected;
import io.crawlkeeper.worker.crawl.Trial.Tried;
import io.crawlkeeper.worker.crawl.render.Renderer;
import io.crawlkeeper.worker.crawl.render.Rendering;
import io.crawlkeeper.worker.crawl.render.Turnstile;
import io.crawlkeeper.znode.ZnodeCodec;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(180)
class PageTrialsTest extends CrawlFixture {
  private static final String RULES =
      """
      {"follow": ["nav"], "items": [{"name": "b", "fields": {"t": "h1"}}]}\
      """;

  @Test
  void fetchesThePageAndAppliesTheRules() throws Exception {
    site.page("/b", "<h1>Title</h1><nav><a href=/c>c</a><a rel=nofollow href=/d>d</a></nav>");
    try (var trials = executor().trials()) {
      var tried = (Tried) Objects.requireNonNull(trials.on(fetch("/b")));
      assertThat(tried.status()).isEqualTo(200);
      assertThat(tried.items())
          .singleElement()
          .satisfies(item -> assertThat(item.fields()).hasToString("{\"t\":\"Title\"}"));
      assertThat(tried.links()).extracting(CrawlUrl::text).containsExactly(site.url("/c"));
    }
    assertThat(site.requests()).containsExactly("/robots.txt", "/b");
  }

  @Test
  void appliesTheRulesToAPageThatIsGiven() throws Exception {
    var asked = new RuleTrial("http://e.example/x", "<h1>Here</h1>", null, rules(), null, null);
    try (var trials = executor().trials()) {
      var tried = (Tried) Objects.requireNonNull(trials.on(asked));
      assertThat(tried.status()).isNull();
      assertThat(tried.items()).hasSize(1);
    }
    assertThat(site.requests()).isEmpty();
  }

  @Test
  void heedsRobots() throws Exception {
    site.text("/robots.txt", "User-agent: *\nDisallow: /b");
    site.page("/b", "<h1>Title</h1>");
    try (var trials = executor().trials()) {
      assertThat(trials.on(fetch("/b"))).isEqualTo(new Rejected("robots.txt forbids it"));
    }
    assertThat(site.requests()).containsExactly("/robots.txt");
  }

  @Test
  void goesByTheProxiesThatAreAskedFor() throws Exception {
    var page = "http://127.0.0.9:1/b";
    site.page(page, "<h1>Title</h1>");
    var proxies = List.of(site.url(""));
    var fetch = FetchBuilder.of().proxies(proxies).build();
    try (var trials = executor().trials()) {
      assertThat(trials.on(new RuleTrial(page, null, null, rules(), fetch, null)))
          .isInstanceOf(Tried.class);
    }
    assertThat(site.requests()).containsExactly("http://127.0.0.9:1/robots.txt", page);
  }

  @Test
  void refusesAddressesAsACrawlDoes() throws Exception {
    try (var trials = executor(List.of()).trials()) {
      assertThat(trials.on(fetch("/b"))).isInstanceOf(Rejected.class);
    }
    assertThat(site.requests()).isEmpty();
  }

  @Test
  void waitsForTheTurnOfTheHost() throws Exception {
    site.page("/b", "<h1>Title</h1>");
    var began = System.nanoTime();
    try (var trials = executor().trials()) {
      trials.on(fetch("/b"));
      trials.on(fetch("/b"));
    }
    // robots.txt, then the page twice: a second between each two.
    assertThat(Duration.ofNanos(System.nanoTime() - began)).isGreaterThan(Duration.ofMillis(1900));
    assertThat(site.requests()).hasSize(3);
  }

  @Test
  void tellsWhereARedirectLeads() throws Exception {
    site.redirect("/b", "/c");
    try (var trials = executor().trials()) {
      assertThat(trials.on(fetch("/b")))
          .isEqualTo(new Rejected("it redirects (status 302); try " + site.url("/c")));
    }
    assertThat(site.requests()).doesNotContain("/c");
  }

  @Test
  void tellsAStatusThatIsNoSuccess() throws Exception {
    try (var trials = executor().trials()) {
      assertThat(trials.on(fetch("/missing")))
          .isEqualTo(new Rejected("the server answered with status 404"));
    }
  }

  @Test
  void givesUpOnAServerThatDoesNotAnswer() throws Exception {
    var over = new CountDownLatch(1);
    site.on("/b", _ -> await(over));
    try (var trials = executor().trials(Duration.ofSeconds(3))) {
      assertThat(trials.on(fetch("/b"))).isEqualTo(new Rejected("not finished after 3 s"));
    } finally {
      over.countDown();
    }
  }

  private static void await(CountDownLatch over) throws IOException {
    try {
      over.await();
    } catch (InterruptedException e) {
      throw new IOException(e);
    }
  }

  @Test
  void showsThePageToABrowserFirst() throws Exception {
    site.page("/b", "made by a script");
    var asked = fetch("/b", new RenderSpec(null, null));
    try (var trials = executor(new MadeByScript()).trials()) {
      var tried = (Tried) Objects.requireNonNull(trials.on(asked));
      assertThat(tried.status()).isEqualTo(200);
      assertThat(tried.items())
          .singleElement()
          .satisfies(item -> assertThat(item.fields()).hasToString("{\"t\":\"Made\"}"));
    }
    try (var trials = executor().trials()) {
      assertThat(trials.on(asked)).isInstanceOf(Rejected.class);
    }
  }

  /** Makes the same of every page. */
  private static final class MadeByScript implements Renderer {
    @Override
    public Rendering render(Source page, CrawlPlan.Render how, Turnstile turns) {
      return new Rendering.Rendered("<h1>Made</h1>");
    }

    @Override
    public void close() {
      // There is nothing to close.
    }
  }

  private RuleTrial fetch(String path, @Nullable RenderSpec render) {
    return new RuleTrial(site.url(path), null, null, rules(), null, render);
  }

  private RuleTrial fetch(String path) {
    return fetch(path, null);
  }

  private static ExtractSpec rules() {
    return ZnodeCodec.mapper().readValue(RULES, ExtractSpec.class);
  }
}
