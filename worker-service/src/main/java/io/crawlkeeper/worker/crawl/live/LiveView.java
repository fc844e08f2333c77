package io.crawlkeeper.worker.crawl.live;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A run under way, as it is at one moment. All figures are of the attempt that is being made.
 *
 * @param since when the attempt began
 * @param at the moment
 * @param queued URLs known and not yet done, those being fetched included
 * @param inFlight requests under way, those for robots.txt included
 * @param openHosts hosts that the attempt is at work on
 * @param hosts the {@value #MOST_HOSTS} of them that are busiest
 * @param errors in groups, the largest first
 * @param recent the last requests, the latest first
 */
public record LiveView(
    String run,
    String task,
    int attempt,
    Instant since,
    Instant at,
    long queued,
    int inFlight,
    Figures figures,
    int openHosts,
    List<Host> hosts,
    List<ErrorGroup> errors,
    List<Request> recent) {

  /** More hosts than that are counted, but not listed. */
  public static final int MOST_HOSTS = 100;

  public LiveView {
    hosts = List.copyOf(hosts);
    errors = List.copyOf(errors);
    recent = List.copyOf(recent);
  }

  /** The same with the queues of its hosts, as far as they are known. */
  LiveView with(Map<String, Long> queues) {
    var filled = hosts.stream().map(host -> host.withQueued(queues.get(host.host()))).toList();
    return new LiveView(
        run, task, attempt, since, at, queued, inFlight, figures, openHosts, filled, errors,
        recent);
  }

  /**
   * @param requests that have ended, also those that are made again; robots.txt is not counted
   * @param bytes of bodies received
   * @param statuses how many requests ended so: {@code 2xx} to {@code 5xx}, {@code error} without a
   *     response; and {@code robots}, of URLs for which none was made as robots.txt forbids it
   */
  public record Figures(long requests, long bytes, Rate perSecond, Map<String, Long> statuses) {
    public Figures {
      statuses = Map.copyOf(statuses);
    }
  }

  /**
   * Requests per second.
   *
   * @param lastMinute or since the beginning, if that is less
   * @param overall since the beginning of the attempt
   */
  public record Rate(double lastMinute, double overall) {}

  /**
   * @param host scheme, name and port
   * @param queued its URLs known and not yet done, those being fetched included; null if not known
   * @param delay between the starts of two requests, as it is in force now; null if not known
   * @param closedUntil null if the host may be asked
   * @param reason why it is closed, for people; null if it is not
   * @param heldBy the other worker that may ask the host now; null if this one may, or it is not
   *     known
   */
  public record Host(
      String host,
      int inFlight,
      @Nullable Long queued,
      @Nullable Duration delay,
      @Nullable Instant closedUntil,
      @Nullable String reason,
      @Nullable String heldBy) {

    Host withQueued(@Nullable Long count) {
      return new Host(host, inFlight, count, delay, closedUntil, reason, heldBy);
    }
  }

  /**
   * @param error what they have in common
   * @param example the last of them, in full
   * @param url of the example
   * @param at when the example was
   */
  public record ErrorGroup(String error, long count, String example, String url, Instant at) {}

  /**
   * A request that has ended.
   *
   * @param status null without a response
   * @param millis from its start to its last byte
   * @param bytes of the body, as received
   * @param at when it began
   * @param error why there is no response; null if there is one
   */
  public record Request(
      String url,
      @Nullable Integer status,
      long millis,
      long bytes,
      Instant at,
      @Nullable String error) {}
}
