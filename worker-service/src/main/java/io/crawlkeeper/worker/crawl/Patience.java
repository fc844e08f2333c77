package io.crawlkeeper.worker.crawl;

import io.crawlkeeper.storage.ItemsAwayException;
import io.crawlkeeper.worker.crawl.frontier.FrontierAwayException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks a database again that does not answer, for a while. The run stands still meanwhile: what is
 * under way comes to its end, and nothing new is begun.
 *
 * @param run for the log
 * @param ticker monotonic, in nanoseconds
 */
record Patience(String run, Duration most, LongSupplier ticker) {
  private static final Logger log = LoggerFactory.getLogger(Patience.class);
  private static final long PAUSE_MILLIS = 250;

  /** What is asked; it may be asked again after a failure. */
  interface Call {
    void make() throws IOException, InterruptedException;
  }

  /** As {@link Call}, with an answer. */
  interface Question<T> {
    T ask() throws IOException, InterruptedException;
  }

  /**
   * @throws FrontierAwayException if that of the frontier has not answered for all that time
   * @throws ItemsAwayException if that of the items has not
   */
  <T> T get(Question<T> question) throws IOException, InterruptedException {
    var start = ticker.getAsLong();
    for (var failures = 0; ; failures++) {
      try {
        return question.ask();
      } catch (IOException | UncheckedIOException e) {
        var cause = cause(e);
        if (!isAway(cause) || ticker.getAsLong() - start >= most.toNanos()) {
          throw cause;
        }
        if (failures == 0) {
          log.warn("Run {} stands still, as its database is away: {}", run, cause.getMessage());
        }
        TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
      }
    }
  }

  /** As {@link #get}, without an answer. */
  void make(Call call) throws IOException, InterruptedException {
    var _ =
        get(
            () -> {
              call.make();
              return this;
            });
  }

  /** A stream cannot throw it as it is. */
  private static IOException cause(Exception e) {
    return switch (e) {
      case IOException cause -> cause;
      case UncheckedIOException within -> Objects.requireNonNull(within.getCause());
      default -> new IOException(e);
    };
  }

  private static boolean isAway(IOException e) {
    return e instanceof FrontierAwayException || e instanceof ItemsAwayException;
  }
}
