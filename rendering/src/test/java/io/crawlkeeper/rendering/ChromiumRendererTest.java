package io.crawlkeeper.rendering;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.crawlkeeper.model.CrawlPlan.Render;
import io.crawlkeeper.worker.crawl.fetch.AddressGuard;
import io.crawlkeeper.worker.crawl.fetch.AddressRange;
import io.crawlkeeper.worker.crawl.fetch.KeptCookie;
import io.crawlkeeper.worker.crawl.render.Guise;
import io.crawlkeeper.worker.crawl.render.RenderSettings;
import io.crawlkeeper.worker.crawl.render.Renderer;
import io.crawlkeeper.worker.crawl.render.Renderer.Source;
import io.crawlkeeper.worker.crawl.render.RendererProvider;
import io.crawlkeeper.worker.crawl.render.Rendering;
import io.crawlkeeper.worker.crawl.render.Rendering.NotRendered;
import io.crawlkeeper.worker.crawl.render.Rendering.Rendered;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * With a real Chromium, where there is one. Of the loopback only 127.0.0.2 and 127.0.0.3 may be
 * visited.
 */
class ChromiumRendererTest {

  private static final Path CHROMIUM = Path.of("/usr/bin/chromium");
  private static final Duration PATIENCE = Duration.ofMinutes(3);

  private static final Guise GUISE =
      new Guise(
          "Task/1",
          Map.of("Authorization", "Bearer t", "X-Of-Task", "yes"),
          List.of(new KeptCookie("session", "s1", "/", false, true)));

  private final OneAtATime turns = new OneAtATime();
  private Guise guise = Guise.NONE;
  private Origin site;
  private Origin forbidden;
  private Renderer renderer;

  @BeforeEach
  void open() throws Exception {
    assumeTrue(Files.isExecutable(CHROMIUM), "there is no " + CHROMIUM + " here");
    site = Origin.at("127.0.0.2");
    forbidden = Origin.at("127.0.0.1");
    renderer = open(CHROMIUM);
  }

  private static Renderer open(Path chromium) {
    var guard = new AddressGuard(List.of(AddressRange.parse("127.0.0.2/31")));
    return RendererProvider.find(null)
        .orElseThrow()
        .open(new RenderSettings(chromium, 1, "Crawlkeeper/test", guard, 1_000_000));
  }

  @AfterEach
  void close() throws Exception {
    if (renderer != null) {
      renderer.close();
      site.close();
      forbidden.close();
    }
  }

  @Test
  void givesThePageThatItsScriptsHaveMade() throws Exception {
    site.answer(
        "/data.json",
        "200 OK\r\nContent-Type: application/json\r\n\r\n{\"title\": \"Made by script\"}");

    var rendering =
        render(
            """
            <html><body><script>
              fetch('/data.json').then(answer => answer.json()).then(data => {
                document.body.innerHTML = '<h1 id=made>' + data.title + '</h1><a href=/next>on</a>';
              });
            </script></body></html>
            """,
            "#made");

    assertThat(html(rendering)).contains("Made by script</h1>").contains("href=\"/next\"");
    assertThat(site.asked()).as("not the page itself").containsExactly("GET /data.json HTTP/1.1");
  }

  @Test
  void countsTheTimeOfAPageFromWhenTheBrowserIsThere() throws Exception {
    renderer.close();
    renderer = open(slowly(Duration.ofSeconds(21)));
    site.answer("/data.js", "200 OK\r\nContent-Type: text/javascript\r\n\r\nvar here = 'made'");
    var page =
        "<html><body><script src=data.js></script><script>document.body.id = here</script></body>";

    assertThat(html(render(page, "#made", Duration.ofSeconds(20)))).contains("id=\"made\"");
  }

  /** Chromium on a machine so busy that its start takes a while. */
  private static Path slowly(Duration start) throws IOException {
    var script =
        Files.createTempFile(
            "slow-chromium",
            ".sh",
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    script.toFile().deleteOnExit();
    return Files.writeString(
        script, "#!/bin/sh\nsleep %d\nexec %s \"$@\"\n".formatted(start.toSeconds(), CHROMIUM));
  }

  @Test
  void letsNothingThroughToAddressesThatMayNotBeVisited() throws Exception {
    var root = forbidden.root();
    site.answer("/away", "302 Found\r\nLocation: " + root + "/redirected\r\n\r\n")
        .answer("/end", "200 OK\r\nContent-Type: text/plain\r\n\r\nreached");

    var rendering =
        render(
            """
            <html><head><link rel="dns-prefetch" href="%1$s"><link rel="preconnect" href="%1$s">
            <link rel="stylesheet" href="%1$s/style"></head><body>
            <img src="%1$s/image"><img src="http://169.254.169.254/latest/meta-data/">
            <iframe src="%1$s/frame"></iframe><script src="%1$s/script"></script>
            <script>
              const tried = [];
              const attempt = promise => tried.push(promise.catch(() => 'refused'));
              attempt(fetch('%1$s/fetch', {mode: 'no-cors'}));
              attempt(fetch('http://localhost:%2$s/fetch', {mode: 'no-cors'}));
              attempt(fetch('/away', {mode: 'no-cors'}));
              attempt(fetch('http://169.254.169.254/latest/', {mode: 'no-cors'}));
              attempt(new Promise(done => {
                const socket = new WebSocket('ws://127.0.0.1:%2$s/socket');
                socket.onerror = socket.onclose = done;
              }));
              navigator.sendBeacon('%1$s/beacon');
              const peer = new RTCPeerConnection({iceServers: [
                {urls: 'turn:127.0.0.1:%2$s?transport=tcp', username: 'a', credential: 'b'}]});
              peer.createDataChannel('out');
              peer.createOffer().then(offer => peer.setLocalDescription(offer));
              Promise.all(tried).then(() => fetch('/end')).then(() => document.body.id = 'over');
            </script></body></html>
            """
                .formatted(root, root.substring(root.lastIndexOf(':') + 1)),
            "body#over");

    assertThat(html(rendering)).contains("id=\"over\"");
    assertThat(site.asked()).contains("GET /away HTTP/1.1", "GET /end HTTP/1.1");
    assertThat(forbidden.asked()).isEmpty();
  }

  @Test
  void asksTheOriginOfThePageAsTheTaskDoesAndNoOther() throws Exception {
    guise = GUISE;
    var other = Origin.at("127.0.0.3");
    var away = "302 Found\r\nLocation: " + other.root() + "/from-here\r\n\r\n";
    site.answer("/away", away).answer("/hop", "302 Found\r\nLocation: /landed\r\n\r\n");
    try (other) {
      var rendering =
          render(
              """
              <html><body><script>
                const quiet = promise => promise.catch(() => 0);
                quiet(fetch('/own')).then(() => quiet(fetch('/hop')))
                  .then(() => quiet(fetch('%1$s/other', {mode: 'no-cors', credentials: 'include'})))
                  .then(() => quiet(fetch('/away', {mode: 'no-cors', credentials: 'include'})))
                  .then(() => document.body.id = 'over');
              </script></body></html>
              """
                  .formatted(other.root()),
              "body#over");

      assertThat(html(rendering)).contains("id=\"over\"");
      for (var path : List.of("/own", "/hop", "/landed", "/away")) {
        assertThat(site.head(path))
            .as(path)
            .contains("authorization: bearer t\n", "x-of-task: yes\n", "user-agent: task/1\n")
            .contains("cookie: session=s1\n");
      }
      for (var path : List.of("/other", "/from-here")) {
        assertThat(other.head(path))
            .as(path)
            .contains("user-agent: task/1\n")
            .doesNotContain("authorization:", "x-of-task:", "cookie:");
      }
    }
  }

  @Test
  void loadsWhatScriptsNeedAndEachInItsTurn() throws Exception {
    for (var i = 0; i < 5; i++) {
      site.answer("/s" + i, "200 OK\r\nContent-Type: text/javascript\r\n\r\nwindow.s" + i + "=1");
    }
    var rendering =
        render(
            """
            <html><head><style>@font-face {font-family: f; src: url(/font)}</style></head>
            <body style="font-family: f">text<img src="/image"><video src="/film"></video>
            <script src=s0></script><script src=s1></script><script src=s2></script>
            <script src=s3></script><script src=s4></script>
            <script>if (s0 + s1 + s2 + s3 + s4 == 5) document.body.id = 'whole'</script>
            </body></html>
            """,
            "body#whole");

    assertThat(html(rendering)).contains("id=\"whole\"");
    assertThat(site.asked()).hasSize(5).allMatch(line -> line.startsWith("GET /s"));
    var host = site.root().substring("http://".length());
    assertThat(turns.let()).hasSize(5).containsOnly(host);
    assertThat(site.mostAtOnce()).isEqualTo(1);
    assertThat(turns.isEmpty()).isTrue();
  }

  @Test
  void leavesTheLineWithThePage() throws Exception {
    var held = turns.await("other", 80, Duration.ofSeconds(1));
    try (held) {
      var page = "<html><body><script>fetch('/a'); fetch('/b')</script></body></html>";
      var rendering = render(page, "#never", Duration.ofSeconds(3));
      assertThat(rendering).isEqualTo(new NotRendered("not rendered within PT3S"));
    }
    await().atMost(PATIENCE).until(turns::isEmpty);
    assertThat(site.asked()).isEmpty();
    assertThat(turns.let()).containsExactly("other:80");
  }

  @Test
  void givesTheTurnOfASilentTunnelBack() throws Exception {
    var page =
        """
        <html><body><script>
          const socket = new WebSocket('%1$s/first');
          setTimeout(() => fetch('/second').finally(() => document.body.id = 'over'), 500);
        </script></body></html>
        """
            .formatted(site.root().replace("http", "ws"));
    site.hold("/first");

    assertThat(html(render(page, "body#over"))).contains("id=\"over\"");
    assertThat(site.asked()).containsExactly("GET /first HTTP/1.1", "GET /second HTTP/1.1");
    await().atMost(PATIENCE).until(turns::isEmpty);
  }

  @Test
  void staysWithThePageThoughThatGoesElsewhere() throws Exception {
    var rendering =
        render("<html><body id=here><script>location.href = '/other'</script></body></html>", null);

    assertThat(html(rendering)).contains("id=\"here\"");
    assertThat(site.asked()).isEmpty();
  }

  @Test
  void givesUpAPageThatDoesNotComeToItsEnd() throws Exception {
    var rendering = render("<html><body>nothing</body></html>", "#never", Duration.ofSeconds(1));

    assertThat(rendering).isEqualTo(new NotRendered("not rendered within PT1S"));
    assertThat(html(render("<html><body id=after></body></html>", null))).contains("after");
  }

  @Test
  @Timeout(180)
  void givesUpAPageThatLoopsForEver() throws Exception {
    var loop = "<html><body><script>while (true) {}</script></body></html>";

    var rendering = render(loop, null, Duration.ofSeconds(2));

    assertThat(rendering).isInstanceOf(NotRendered.class);
    assertThat(html(render("<html><body id=after></body></html>", null))).contains("after");
  }

  @Test
  void takesAFreshBrowserWhenOneIsKilledInTheMiddleOfAPage() throws Exception {
    var page = "<html><body><script>fetch('/begun')</script></body></html>";
    var rendering =
        CompletableFuture.supplyAsync(() -> renderQuietly(page), Thread::startVirtualThread);
    await().atMost(PATIENCE).until(() -> !site.asked().isEmpty());

    var browser = browser();
    assertThat(browser.destroyForcibly()).isTrue();

    assertThat(rendering.get(PATIENCE.toSeconds(), TimeUnit.SECONDS))
        .isInstanceOf(NotRendered.class);
    assertThat(html(render("<html><body id=after></body></html>", null))).contains("after");
    assertThat(browser().pid()).isNotEqualTo(browser.pid());
  }

  private Rendering renderQuietly(String html) {
    try {
      return render(html, "#never", PATIENCE.multipliedBy(2));
    } catch (Exception e) {
      throw new CompletionException(e);
    }
  }

  /** That of this test, as it is a child of this process; its own children have a type. */
  private static ProcessHandle browser() {
    return ProcessHandle.current()
        .descendants()
        .filter(process -> commandLine(process).contains("--crawlkeeper-stage="))
        .filter(process -> !commandLine(process).contains("--type="))
        .findFirst()
        .orElseThrow();
  }

  private static String commandLine(ProcessHandle process) {
    return process.info().commandLine().orElse("");
  }

  @Test
  void endsWhatLoadsTooMuch() throws Exception {
    site.answer("/large", "200 OK\r\nContent-Type: text/plain\r\n\r\n" + "x".repeat(2_000_000));

    var rendering =
        render(
            """
            <html><body><script>
              fetch('/large').then(answer => answer.text()).finally(() => document.body.id = 'over');
            </script></body></html>
            """,
            "body[id]");

    assertThat(rendering).isEqualTo(new NotRendered("the page loads too much"));
  }

  private Rendering render(String html, @Nullable String waitFor) throws Exception {
    return render(html, waitFor, PATIENCE);
  }

  private Rendering render(String html, @Nullable String waitFor, Duration timeout)
      throws Exception {
    var headers = Map.of("Content-Type", "text/html; charset=utf-8");
    var page = new Source(site.root() + "/page", 200, headers, html.getBytes(UTF_8), guise);
    return renderer.render(page, new Render(waitFor, timeout), turns);
  }

  private static String html(Rendering rendering) {
    assertThat(rendering).isInstanceOf(Rendered.class);
    return ((Rendered) rendering).html();
  }
}
