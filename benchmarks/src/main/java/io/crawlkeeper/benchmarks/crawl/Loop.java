package io.crawlkeeper.benchmarks.crawl;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.hc.client5.http.classic.methods.HttpGet;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.core5.http.io.entity.EntityUtils;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;

/** The program of {@link BareLoop}. */
final class Loop {

  /** Begins a line with the pages, the milliseconds and those of the processor of a pass. */
  static final String PASS = "PASS ";

  private final CloseableHttpClient client;
  private final int threads;
  private final boolean readsLinks;

  private Loop(CloseableHttpClient client, int threads, boolean readsLinks) {
    this.client = client;
    this.threads = threads;
    this.readsLinks = readsLinks;
  }

  /**
   * @param arguments a file of URLs, how many threads, how many passes, whether links are read
   */
  public static void main(String[] arguments) throws Exception {
    var urls = Files.readAllLines(Path.of(arguments[0]));
    var threads = Integer.parseInt(arguments[1]);
    var connections =
        PoolingHttpClientConnectionManagerBuilder.create().setMaxConnPerRoute(threads).build();
    try (var client = HttpClients.custom().setConnectionManager(connections).build()) {
      var loop = new Loop(client, threads, Boolean.parseBoolean(arguments[3]));
      for (var pass = 0; pass < Integer.parseInt(arguments[2]); pass++) {
        var processor = processorMillis();
        var began = System.nanoTime();
        var pages = loop.pass(urls);
        var took = (System.nanoTime() - began) / 1_000_000;
        System.out.println(PASS + pages + " " + took + " " + (processorMillis() - processor));
      }
    }
  }

  private static long processorMillis() {
    return ProcessHandle.current().info().totalCpuDuration().orElseThrow().toMillis();
  }

  private long pass(List<String> urls) throws Exception {
    var waiting = new ConcurrentLinkedQueue<>(urls);
    Callable<Long> share = () -> pages(waiting);
    try (var workers = Executors.newFixedThreadPool(threads)) {
      var pages = 0L;
      for (var part :
          workers.invokeAll(IntStream.range(0, threads).mapToObj(i -> share).toList())) {
        pages += part.get();
      }
      return pages;
    }
  }

  private long pages(Queue<String> waiting) throws IOException {
    var pages = 0L;
    for (var url = waiting.poll(); url != null; url = waiting.poll()) {
      var page = parsed(url);
      var links = readsLinks ? links(page) : Set.of();
      pages += links.isEmpty() && page.title().isEmpty() ? 0 : 1;
    }
    return pages;
  }

  /** Where a crawler would go on from here. */
  private static Set<String> links(Document page) {
    return page.select("a[href]").stream()
        .map(link -> link.absUrl("href"))
        .collect(Collectors.toSet());
  }

  private Document parsed(String url) throws IOException {
    var body =
        client.execute(new HttpGet(url), response -> EntityUtils.toByteArray(response.getEntity()));
    return Jsoup.parse(new ByteArrayInputStream(body), null, url);
  }
}
