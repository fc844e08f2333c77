package io.crawlkeeper.worker.web;

import io.crawlkeeper.worker.crawl.live.LiveRuns;
import io.crawlkeeper.worker.crawl.live.LiveView;
import io.crawlkeeper.znode.ZnodeCodec;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/**
 * Looks at runs under way here. Internal: only masters call it, and its form can change with any
 * version. It tells no secrets.
 */
@RestController
@RequestMapping(path = "/internal/v1/runs", produces = MediaType.APPLICATION_JSON_VALUE)
final class RunEndpoint {

  private static final Logger log = LoggerFactory.getLogger(RunEndpoint.class);

  /** Less than a master waits. */
  private static final Duration PATIENCE = Duration.ofMillis(1500);

  private final LiveRuns runs;

  RunEndpoint(LiveRuns runs) {
    this.runs = runs;
  }

  /** 404 if the run is not under way here; 503 if it is too busy to answer, as in a long commit. */
  @GetMapping("/{id}")
  ResponseEntity<byte[]> look(@PathVariable("id") String id) throws InterruptedException {
    var view = runs.look(id);
    return view.isEmpty() ? ResponseEntity.notFound().build() : answer(view.get());
  }

  /**
   * What became of a URL so far; 404 if the run is not under way here, 503 if its store is away.
   */
  @GetMapping("/{id}/pages")
  ResponseEntity<byte[]> page(@PathVariable("id") String id, @RequestParam("url") String url) {
    var pages = runs.pages(id);
    if (pages.isEmpty()) {
      return ResponseEntity.notFound().build();
    }
    try {
      return ResponseEntity.ok(SightingJson.of(pages.get().find(url)));
    } catch (IOException e) {
      log.debug("a page of a run could not be looked up", e);
      return ResponseEntity.status(503).build();
    }
  }

  private static ResponseEntity<byte[]> answer(CompletableFuture<LiveView> view)
      throws InterruptedException {
    try {
      var now = view.get(PATIENCE.toNanos(), TimeUnit.NANOSECONDS);
      return ResponseEntity.ok(ZnodeCodec.encode(now));
    } catch (TimeoutException e) {
      return ResponseEntity.status(503).build();
    } catch (ExecutionException e) {
      log.debug("a run could not be looked at", e);
      return ResponseEntity.notFound().build();
    }
  }
}
