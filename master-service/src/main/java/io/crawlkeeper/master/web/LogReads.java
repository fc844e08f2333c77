package io.crawlkeeper.master.web;

import io.crawlkeeper.history.History.HistoryAwayException;
import io.crawlkeeper.tomcat.PresentClient;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.event.ContextClosedEvent;
import org.springframework.context.event.EventListener;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/**
 * Reads of the logs of runs. A log that is followed ends with its run, when the client leaves,
 * after an hour, or when this master stops.
 */
@RestController
final class LogReads {
  private static final Logger log = LoggerFactory.getLogger(LogReads.class);

  private static final int AT_ONCE = 100;
  private static final int PIECE = 8 << 10;
  private static final Duration LONGEST = Duration.ofHours(1);

  private final RunLogs logs;
  private final Places places = new Places(AT_ONCE);
  private final Set<WorkerCalls.Stream> open = ConcurrentHashMap.newKeySet();
  private final ScheduledThreadPoolExecutor deadlines =
      new ScheduledThreadPoolExecutor(
          1, Thread.ofPlatform().daemon().name("log-deadlines").factory());

  LogReads(RunLogs logs) {
    this.logs = logs;
    deadlines.setRemoveOnCancelPolicy(true);
  }

  /** Blocks until the log is sent. */
  @GetMapping(
      path = "/api/v1/runs/{id}/logs",
      produces = {MediaType.TEXT_PLAIN_VALUE, TaskWrites.JSON})
  void logs(@PathVariable("id") String id, HttpServletRequest request, HttpServletResponse response)
      throws HistoryAwayException, IOException, InterruptedException {
    var query = Query.of(request, "follow");
    var follow = "true".equals(query.one("follow", LogReads::flag));
    query.finish();
    try (var _ = places.take(request.getRemoteAddr());
        var stream = logs.open(id, follow)) {
      response.setContentType("text/plain;charset=UTF-8");
      response.setHeader("Cache-Control", "no-store");
      response.setHeader("X-Content-Type-Options", "nosniff");
      response.flushBuffer();
      var to = response.getOutputStream();
      if (!request.getMethod().equals("HEAD")) {
        PresentClient.serve(request, () -> send(stream, to));
      }
    }
  }

  private static String flag(String text) {
    return Filters.word(List.of("true", "false"), text);
  }

  private void send(WorkerCalls.Stream stream, OutputStream to) throws IOException {
    open.add(stream);
    var deadline = deadlines.schedule(() -> end(stream), LONGEST.toNanos(), TimeUnit.NANOSECONDS);
    try {
      copy(stream.body(), to);
    } finally {
      deadline.cancel(false);
      open.remove(stream);
    }
  }

  private static void copy(InputStream from, OutputStream to) throws IOException {
    var piece = new byte[PIECE];
    for (var length = read(from, piece); length >= 0; length = read(from, piece)) {
      to.write(piece, 0, length);
      if (from.available() == 0) {
        to.flush();
      }
    }
  }

  /** What was sent so far stands; a worker that goes away ends the log. */
  private static int read(InputStream from, byte[] piece) {
    try {
      return from.read(piece);
    } catch (IOException e) {
      log.debug("A log ends early", e);
      return -1;
    }
  }

  private static void end(WorkerCalls.Stream stream) {
    try {
      stream.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The web server waits for requests under way before it stops. */
  @EventListener(ContextClosedEvent.class)
  void close() {
    deadlines.shutdownNow();
    open.forEach(LogReads::end);
  }
}
