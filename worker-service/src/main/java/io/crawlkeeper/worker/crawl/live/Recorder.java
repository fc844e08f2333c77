package io.crawlkeeper.worker.crawl.live;

import io.crawlkeeper.model.Brief;
import io.crawlkeeper.worker.crawl.live.LiveView.ErrorGroup;
import io.crawlkeeper.worker.crawl.live.LiveView.Figures;
import io.crawlkeeper.worker.crawl.live.LiveView.Rate;
import io.crawlkeeper.worker.crawl.live.LiveView.Request;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.TreeMap;

/**
 * Keeps what is told of the requests of an attempt. Bounded, and cheap enough to be told of each.
 * One thread; {@code now} is the reading of one monotonic ticker, in nanoseconds.
 */
public final class Recorder {
  /** Requests that are remembered one by one. */
  public static final int RECENT = 100;

  private static final int LONGEST_ERROR = 500;
  private static final int CLASSES = 6;
  private static final int NO_RESPONSE = 0;
  private static final double NANOS = 1e9;

  private final long start;
  private final RateWindow window;
  private final Deque<Request> recent = new ArrayDeque<>(RECENT + 1);
  private final ErrorGroups errors = new ErrorGroups();
  private final long[] classes = new long[CLASSES];
  private long requests;
  private long bytes;
  private long forbidden;

  public Recorder(long start) {
    this.start = start;
    this.window = new RateWindow(start);
  }

  /** A request has ended. */
  public void ended(Request request, long now) {
    requests++;
    bytes += request.bytes();
    window.add(now);
    classes[classOf(request)]++;
    errors.add(request);
    recent.addFirst(bounded(request));
    if (recent.size() > RECENT) {
      recent.removeLast();
    }
  }

  /**
   * @param urls that were left out so far as robots.txt forbids them
   */
  public void forbidden(long urls) {
    forbidden = urls;
  }

  public Figures figures(long now) {
    var statuses = new TreeMap<String, Long>();
    for (var index = 0; index < CLASSES; index++) {
      if (classes[index] > 0) {
        statuses.put(index == NO_RESPONSE ? "error" : index + "xx", classes[index]);
      }
    }
    if (forbidden > 0) {
      statuses.put("robots", forbidden);
    }
    var seconds = (now - start) / NANOS;
    var overall = seconds > 0 ? requests / Math.max(1, seconds) : 0;
    return new Figures(
        requests, bytes, new Rate(rounded(window.perSecond(now)), rounded(overall)), statuses);
  }

  public List<ErrorGroup> errors() {
    return errors.all();
  }

  /** The latest first. */
  public List<Request> recent() {
    return List.copyOf(recent);
  }

  private static int classOf(Request request) {
    var status = request.status();
    return status == null ? NO_RESPONSE : Math.clamp(status / 100, 1, CLASSES - 1);
  }

  private static Request bounded(Request request) {
    var error = request.error();
    return error == null || error.length() <= LONGEST_ERROR
        ? request
        : new Request(
            request.url(),
            request.status(),
            request.millis(),
            request.bytes(),
            request.at(),
            Brief.shown(error, LONGEST_ERROR));
  }

  private static double rounded(double rate) {
    return Math.round(rate * 100) / 100.0;
  }
}
