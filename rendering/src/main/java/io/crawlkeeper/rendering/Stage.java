package io.crawlkeeper.rendering;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.options.Cookie;
import com.microsoft.playwright.options.ServiceWorkerPolicy;
import io.crawlkeeper.model.CrawlPlan;
import io.crawlkeeper.worker.crawl.render.Guise;
import io.crawlkeeper.worker.crawl.render.RenderSettings;
import io.crawlkeeper.worker.crawl.render.Renderer.Source;
import io.crawlkeeper.worker.crawl.render.Rendering;
import io.crawlkeeper.worker.crawl.render.Rendering.NotRendered;
import io.crawlkeeper.worker.crawl.render.Turnstile;
import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * One browser, the proxy that is its only way out, and the one thread that may speak to it, as
 * Playwright demands. The browser is started with the first page, and anew when it has died.
 */
final class Stage implements AutoCloseable {

  /** Whatever the browser would send that no page has asked for, and all ways around a proxy. */
  private static final List<String> QUIET =
      List.of(
          "--disable-background-networking",
          "--disable-component-update",
          "--disable-domain-reliability",
          "--disable-quic",
          "--disable-sync",
          "--dns-prefetch-disable",
          "--no-pings",
          "--force-webrtc-ip-handling-policy=disable_non_proxied_udp",
          "--webrtc-ip-handling-policy=disable_non_proxied_udp",
          "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1");

  private final RenderSettings settings;
  private final String mark = "--crawlkeeper-stage=" + UUID.randomUUID();
  private final ExecutorService thread;
  private @Nullable GuardedProxy proxy;
  private @Nullable Playwright playwright;
  private @Nullable Browser browser;

  Stage(RenderSettings settings) {
    this.settings = settings;
    this.thread = Executors.newSingleThreadExecutor(Stage::thread);
  }

  private static Thread thread(Runnable work) {
    var thread = Thread.ofPlatform().name("render").daemon().unstarted(work);
    // Playwright looks for its driver there.
    thread.setContextClassLoader(Stage.class.getClassLoader());
    return thread;
  }

  Future<Rendering> begin(Source page, CrawlPlan.Render how, Turnstile turns) {
    return thread.submit(() -> show(page, how, turns));
  }

  private Rendering show(Source page, CrawlPlan.Render how, Turnstile turns) throws IOException {
    var way = proxy();
    try (var context = browser(way).newContext(privacy(page.guise()))) {
      context.addCookies(cookies(page));
      // Of the page's time, the start of a browser takes nothing.
      var end = System.nanoTime() + how.timeout().toNanos();
      way.open(settings.maxBytes(), new Queue(turns, end));
      var rendering = new Performance(context, page, how, end).play();
      return way.exceeded() ? new NotRendered("the page loads too much") : rendering;
    } finally {
      way.shut();
    }
  }

  private Browser.NewContextOptions privacy(Guise guise) {
    return new Browser.NewContextOptions()
        .setAcceptDownloads(false)
        .setServiceWorkers(ServiceWorkerPolicy.BLOCK)
        .setUserAgent(Objects.requireNonNullElse(guise.userAgent(), settings.userAgent()));
  }

  /** Of its host alone: a domain without a dot before it stands for no others. */
  private static List<Cookie> cookies(Source page) {
    var host = URI.create(page.url()).getHost();
    return page.guise().cookies().stream()
        .map(
            cookie ->
                new Cookie(cookie.name(), cookie.value())
                    .setDomain(host)
                    .setPath(cookie.path())
                    .setSecure(cookie.secure())
                    .setHttpOnly(cookie.httpOnly()))
        .toList();
  }

  private GuardedProxy proxy() throws IOException {
    if (proxy == null) {
      proxy = GuardedProxy.start(settings.guard());
    }
    return proxy;
  }

  private Browser browser(GuardedProxy way) {
    if (playwright == null) {
      playwright =
          Playwright.create(
              new Playwright.CreateOptions()
                  .setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
    }
    if (browser == null || !browser.isConnected()) {
      browser = playwright.chromium().launch(launch(way));
    }
    return browser;
  }

  private BrowserType.LaunchOptions launch(GuardedProxy way) {
    // The sandbox cannot be had by root; Chromium refuses to start.
    var root = "root".equals(System.getProperty("user.name"));
    var ways = Stream.of("--proxy-server=" + way.url(), "--proxy-bypass-list=<-loopback>", mark);
    return new BrowserType.LaunchOptions()
        .setExecutablePath(settings.chromium())
        .setHeadless(true)
        .setChromiumSandbox(!root)
        .setArgs(Stream.concat(QUIET.stream(), ways).toList());
  }

  /** Ends the browser's processes whatever they are doing. */
  void kill() {
    ProcessHandle.current()
        .descendants()
        .filter(process -> process.info().commandLine().orElse("").contains(mark))
        .forEach(ProcessHandle::destroyForcibly);
    close();
  }

  @Override
  public void close() {
    thread.execute(this::release);
    thread.shutdown();
  }

  /** Playwright's driver ends its browser. */
  private void release() {
    try {
      if (playwright != null) {
        playwright.close();
      }
    } finally {
      if (proxy != null) {
        proxy.close();
      }
    }
  }
}
