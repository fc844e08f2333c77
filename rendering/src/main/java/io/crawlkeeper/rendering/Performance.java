package io.crawlkeeper.rendering;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.PlaywrightException;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.TimeoutError;
import com.microsoft.playwright.options.WaitForSelectorState;
import com.microsoft.playwright.options.WaitUntilState;
import io.crawlkeeper.model.CrawlPlan;
import io.crawlkeeper.worker.crawl.render.Renderer.Source;
import io.crawlkeeper.worker.crawl.render.Rendering;
import io.crawlkeeper.worker.crawl.render.Rendering.NotRendered;
import io.crawlkeeper.worker.crawl.render.Rendering.Rendered;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** One page in a browser, from its document as received to that after its scripts. */
final class Performance {

  /** They speak of the bytes on the wire, of which the browser sees none. */
  private static final Set<String> OF_THE_WIRE =
      Set.of("content-encoding", "content-length", "transfer-encoding", "connection");

  /** Types of what only eyes and ears would miss. */
  private static final Set<String> UNSEEN = Set.of("image", "media", "font");

  private static final String LOADED = "document.readyState === 'complete'";

  /** The answer to a navigation that leaves the document where it is (RFC 9110, 15.3.5). */
  private static final int STAY = 204;

  private final BrowserContext context;
  private final Source source;
  private final CrawlPlan.Render how;
  private final long end;
  private boolean begun;

  /**
   * @param end of the page's time, by {@link System#nanoTime}
   */
  Performance(BrowserContext context, Source source, CrawlPlan.Render how, long end) {
    this.context = context;
    this.source = source;
    this.how = how;
    this.end = end;
  }

  Rendering play() {
    var page = context.newPage();
    context.onPage(Page::close); // Windows that the page opens.
    Badge.pin(context, page, source.url(), source.guise().fields());
    page.route(_ -> true, route -> answer(page, route));
    try {
      page.navigate(
          source.url(),
          new Page.NavigateOptions().setWaitUntil(WaitUntilState.COMMIT).setTimeout(millisLeft()));
      // Not by the event: a page that tries to go elsewhere meanwhile has none.
      page.waitForFunction(
          LOADED, null, new Page.WaitForFunctionOptions().setTimeout(millisLeft()));
      if (how.waitFor() != null) {
        page.waitForSelector(
            how.waitFor(),
            new Page.WaitForSelectorOptions()
                .setState(WaitForSelectorState.ATTACHED)
                .setTimeout(millisLeft()));
      }
      return new Rendered(page.content());
    } catch (TimeoutError e) {
      return new NotRendered("not rendered within " + how.timeout());
    } catch (PlaywrightException e) {
      return new NotRendered("not rendered: " + firstLine(e));
    }
  }

  /**
   * The page itself is at hand. It may not go elsewhere: what is read at the end would be another
   * page under its URL.
   */
  private void answer(Page page, Route route) {
    var request = route.request();
    if (UNSEEN.contains(request.resourceType())) {
      route.abort();
    } else if (!request.isNavigationRequest() || !request.frame().equals(page.mainFrame())) {
      route.resume();
    } else if (begun) {
      route.fulfill(new Route.FulfillOptions().setStatus(STAY));
    } else {
      begun = true;
      route.fulfill(
          new Route.FulfillOptions()
              .setStatus(source.status())
              .setHeaders(headers())
              .setBodyBytes(source.body()));
    }
  }

  private Map<String, String> headers() {
    var headers = new HashMap<>(source.headers());
    headers.keySet().removeIf(name -> OF_THE_WIRE.contains(name.toLowerCase(Locale.ROOT)));
    return headers;
  }

  /** At least one, as none means for ever. */
  private double millisLeft() {
    return Math.max(1, (end - System.nanoTime()) / 1e6);
  }

  private static String firstLine(PlaywrightException e) {
    return String.valueOf(e.getMessage()).lines().findFirst().orElse("");
  }
}
