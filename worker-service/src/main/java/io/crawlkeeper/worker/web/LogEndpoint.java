package io.crawlkeeper.worker.web;

import io.crawlkeeper.tomcat.PresentClient;
import io.crawlkeeper.worker.run.Kinds;
import io.crawlkeeper.worker.run.RunLog;
import io.crawlkeeper.worker.run.TaskExecutor;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/**
 * Sends the logs of runs to masters, which show them to users. Internal, as all of this package.
 */
@RestController
final class LogEndpoint {
  private static final Logger log = LoggerFactory.getLogger(LogEndpoint.class);

  private static final int AT_ONCE = 100;

  private final Kinds kinds;
  private final Semaphore places = new Semaphore(AT_ONCE);

  LogEndpoint(Kinds kinds) {
    this.kinds = kinds;
  }

  /**
   * Status 404 if no executor knows a log of that run; 503 if that cannot be seen now, or there are
   * too many readers. Blocks until the log is sent, or the reader has left.
   *
   * @param kind null to ask all executors
   */
  @GetMapping("/internal/v1/runs/{id}/logs")
  void logs(
      @PathVariable("id") String id,
      @RequestParam(name = "kind", required = false) @Nullable String kind,
      @RequestParam(name = "follow", defaultValue = "false") boolean follow,
      HttpServletRequest request,
      HttpServletResponse response)
      throws IOException, InterruptedException {
    if (!places.tryAcquire()) {
      response.setStatus(HttpServletResponse.SC_SERVICE_UNAVAILABLE);
      return;
    }
    try {
      var executors = kind == null ? kinds.all() : List.of(kinds.of(kind));
      PresentClient.serve(request, () -> send(id, executors, follow, response));
    } finally {
      places.release();
    }
  }

  private static void send(
      String id, Collection<TaskExecutor> executors, boolean follow, HttpServletResponse response)
      throws IOException, InterruptedException {
    Optional<RunLog> found;
    try {
      found = find(id, executors);
    } catch (IOException | RuntimeException e) {
      log.warn("The log of run {} cannot be had: {}", id, e.toString());
      response.setStatus(HttpServletResponse.SC_SERVICE_UNAVAILABLE);
      return;
    }
    if (found.isEmpty()) {
      response.setStatus(HttpServletResponse.SC_NOT_FOUND);
      return;
    }
    try (var text = found.get()) {
      response.setContentType("text/plain;charset=UTF-8");
      response.flushBuffer();
      text.writeTo(response.getOutputStream(), follow);
    }
  }

  private static Optional<RunLog> find(String id, Collection<TaskExecutor> executors)
      throws IOException {
    for (var executor : executors) {
      var found = executor.log(id);
      if (found.isPresent()) {
        return found;
      }
    }
    return Optional.empty();
  }
}
