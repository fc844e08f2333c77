package io.crawlkeeper.worker.crawl;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.crawlkeeper.model.CrawlPlan;
import io.crawlkeeper.model.CrawlPlan.Render;
import io.crawlkeeper.url.CrawlUrl;
import io.crawlkeeper.worker.crawl.fetch.Body;
import io.crawlkeeper.worker.crawl.fetch.FetchResult.Received;
import io.crawlkeeper.worker.crawl.fetch.HttpHead;
import io.crawlkeeper.worker.crawl.fetch.Requests;
import io.crawlkeeper.worker.crawl.render.Guise;
import io.crawlkeeper.worker.crawl.render.Renderer;
import io.crawlkeeper.worker.crawl.render.Renderer.Source;
import io.crawlkeeper.worker.crawl.render.Rendering.NotRendered;
import io.crawlkeeper.worker.crawl.render.Rendering.Rendered;
import io.crawlkeeper.worker.crawl.render.Turnstile;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Puts what a browser makes of a page in the place of what was received, for those that read it.
 * Safe for use by many threads.
 *
 * @param how null if pages are read as they were received
 * @param requests of the run, as whom the browser asks
 * @param turns of the hosts that the browser asks
 */
record Show(@Nullable Renderer renderer, @Nullable Render how, Requests requests, Turnstile turns) {

  private static final String TYPE = "Content-Type";
  private static final String USER_AGENT = "User-Agent";

  /**
   * @throws IllegalArgumentException if the task asks for a browser, and there is none for it
   */
  static void check(CrawlPlan plan, @Nullable Renderer renderer) {
    if (plan.render() == null) {
      return;
    }
    if (renderer == null) {
      throw new IllegalArgumentException(
          "its pages are to be rendered, and this worker has no rendering module");
    }
    if (!plan.fetch().proxies().isEmpty()) {
      throw new IllegalArgumentException(
          "its pages are to be rendered, and browsers do not use fetch.proxies");
    }
  }

  Shown of(CrawlUrl url, Received received) {
    if (renderer == null || how == null || !isPage(received)) {
      return new Shown(received, null, null);
    }
    try {
      return switch (renderer.render(source(url, received), how, turns)) {
        case Rendered(var html) -> new Shown(with(received, html), html, null);
        case NotRendered(var reason) -> new Shown(received, null, reason);
      };
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return new Shown(received, null, "not rendered: the run has ended");
    }
  }

  private static boolean isPage(Received received) {
    var type = received.response().first(TYPE);
    var media = type == null ? "" : type.toLowerCase(Locale.ROOT);
    return media.startsWith("text/html") || media.startsWith("application/xhtml+xml");
  }

  private Source source(CrawlUrl url, Received received) {
    var fields =
        received.response().fields().stream()
            .collect(
                Collectors.toMap(
                    field -> field.name().toLowerCase(Locale.ROOT),
                    HttpHead.Field::value,
                    (first, _) -> first));
    return new Source(url.text(), received.status(), fields, received.body().content(), guise(url));
  }

  private Guise guise(CrawlUrl url) {
    var request = requests.page(url, null);
    var fields = new HashMap<String, String>();
    request.fields().forEach(field -> fields.put(field.name(), field.value()));
    var userAgent = fields.remove(USER_AGENT);
    var jar = request.cookies();
    return new Guise(userAgent, fields, jar == null ? List.of() : jar.of(url));
  }

  private static Received with(Received received, String html) {
    var head = received.response();
    var fields = new ArrayList<HttpHead.Field>();
    head.fields().stream()
        .filter(field -> !field.name().equalsIgnoreCase(TYPE))
        .forEach(fields::add);
    fields.add(new HttpHead.Field(TYPE, "text/html; charset=utf-8"));
    var body = received.body();
    return new Received(
        received.request(),
        new HttpHead(head.startLine(), fields),
        received.status(),
        new Body(body.raw(), html.getBytes(UTF_8), body.truncated(), true));
  }

  /**
   * A page to be read.
   *
   * @param html the document that a browser has made of it; null if none has
   * @param error why it was not rendered; null if it was, or was not to be
   */
  record Shown(Received page, @Nullable String html, @Nullable String error) {}
}
