package io.crawlkeeper.master.web;

import io.crawlkeeper.history.History.HistoryAwayException;
import io.crawlkeeper.master.task.JsonText;
import io.crawlkeeper.tomcat.PresentClient;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.springframework.context.event.ContextClosedEvent;
import org.springframework.context.event.EventListener;
import tools.jackson.databind.JsonNode;

/**
 * Sends a view of a run again and again, as server-sent events (the HTML standard, section 9.2),
 * until the run ends, the client leaves or this master stops.
 */
final class LiveStreams {

  private static final int MOST_STREAMS = 100;

  /** A client that wants more connects again by itself. */
  private static final Duration LONGEST = Duration.ofHours(1);

  private final Lookout lookout;
  private final Duration pause;
  private final Places places = new Places(MOST_STREAMS);
  private final CountDownLatch closing = new CountDownLatch(1);

  LiveStreams(Lookout lookout, Duration pause) {
    this.lookout = lookout;
    this.pause = pause;
  }

  /**
   * Blocks until the stream ends.
   *
   * @param request of one who gets no more than the head by HEAD
   * @throws Refusal if there are too many already
   */
  void stream(String run, JsonNode first, HttpServletRequest request, HttpServletResponse response)
      throws IOException, InterruptedException {
    try (var _ = places.take(request.getRemoteAddr())) {
      response.setContentType("text/event-stream;charset=UTF-8");
      response.setHeader("Cache-Control", "no-store");
      response.setHeader("X-Content-Type-Options", "nosniff");
      if (!request.getMethod().equals("HEAD")) {
        var to = response.getOutputStream();
        PresentClient.serve(request, () -> send(run, first, to));
      }
    }
  }

  private void send(String run, JsonNode first, OutputStream to)
      throws IOException, InterruptedException {
    write(to, "view", first);
    var left = LONGEST.dividedBy(pause);
    var open = true;
    while (open && left-- > 0 && !closing.await(pause.toNanos(), TimeUnit.NANOSECONDS)) {
      open = sendNext(run, to);
    }
  }

  /** False after the last. */
  private boolean sendNext(String run, OutputStream to) throws IOException {
    try {
      write(to, "view", lookout.look(run));
      return true;
    } catch (Refusal | HistoryAwayException e) {
      var problem = Problems.of(e);
      var over =
          problem.code() == ProblemCode.RUN_ENDED || problem.code() == ProblemCode.NO_SUCH_RUN;
      write(to, over ? "end" : "problem", problem.json());
      return !over;
    }
  }

  private static void write(OutputStream to, String event, JsonNode json) throws IOException {
    to.write(("event: " + event + "\ndata: ").getBytes(StandardCharsets.US_ASCII));
    to.write(JsonText.write(json));
    to.write('\n');
    to.write('\n');
    to.flush();
  }

  /** The web server waits for requests under way before it stops. */
  @EventListener(ContextClosedEvent.class)
  void close() {
    closing.countDown();
  }
}
