package io.crawlkeeper.worker.crawl.render;

import io.crawlkeeper.model.CrawlPlan;
import java.util.Map;

/** Runs the scripts of pages. Safe for use by many threads. */
public interface Renderer extends AutoCloseable {

  /**
   * Waits until a browser is free, and shows it the page. The page itself is not asked for again;
   * what it loads besides is, from none but the addresses that may be visited.
   *
   * @param turns of the hosts that it loads from
   * @throws InterruptedException if the calling thread is interrupted; the page is given up
   */
  Rendering render(Source page, CrawlPlan.Render how, Turnstile turns) throws InterruptedException;

  /** Ends the browsers; pages that are being rendered fail. */
  @Override
  void close();

  /**
   * A page as it was received. Nobody may change the body.
   *
   * @param headers of the response, one value each
   * @param body without Content-Encoding
   * @param guise in which to ask for the rest
   */
  @SuppressWarnings("ArrayRecordComponent") // Compared by nobody, and copies would cost.
  record Source(String url, int status, Map<String, String> headers, byte[] body, Guise guise) {
    public Source {
      headers = Map.copyOf(headers);
    }
  }
}
