package io.crawlkeeper.rendering;

import io.crawlkeeper.model.CrawlPlan;
import io.crawlkeeper.worker.crawl.render.RenderSettings;
import io.crawlkeeper.worker.crawl.render.Renderer;
import io.crawlkeeper.worker.crawl.render.Rendering;
import io.crawlkeeper.worker.crawl.render.Rendering.NotRendered;
import io.crawlkeeper.worker.crawl.render.Turnstile;
import java.time.Duration;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.IntStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A few browsers, each of which shows one page at a time. */
final class ChromiumRenderer implements Renderer {

  private static final Logger log = LoggerFactory.getLogger(ChromiumRenderer.class);

  /** For what has no time limit of its own: the start of a browser, reading the document. */
  private static final Duration GRACE = Duration.ofSeconds(30);

  private final RenderSettings settings;
  private final BlockingQueue<Stage> free;
  private volatile boolean closed;

  ChromiumRenderer(RenderSettings settings) {
    this.settings = settings;
    this.free = new ArrayBlockingQueue<>(settings.browsers());
    IntStream.range(0, settings.browsers()).forEach(_ -> free.add(new Stage(settings)));
  }

  @Override
  public Rendering render(Source page, CrawlPlan.Render how, Turnstile turns)
      throws InterruptedException {
    var stage = free.take();
    var next = stage;
    try {
      if (closed) {
        return new NotRendered("the worker stops");
      }
      return stage
          .begin(page, how, turns)
          .get(how.timeout().plus(GRACE).toMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException e) {
      log.warn("{} broke its browser", page.url(), e.getCause());
      next = replaced(stage);
      return new NotRendered("the browser failed: " + e.getCause());
    } catch (TimeoutException e) {
      log.warn("{} hung its browser, which was killed", page.url());
      next = replaced(stage);
      return new NotRendered("the page hung its browser");
    } catch (InterruptedException e) {
      next = replaced(stage);
      throw e;
    } finally {
      free.add(next);
    }
  }

  private Stage replaced(Stage broken) {
    broken.kill();
    return new Stage(settings);
  }

  @Override
  public void close() {
    closed = true;
    for (var stage = free.poll(); stage != null; stage = free.poll()) {
      stage.close();
    }
  }
}
