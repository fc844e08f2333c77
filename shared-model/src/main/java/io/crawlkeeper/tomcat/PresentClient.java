package io.crawlkeeper.tomcat;

import jakarta.servlet.ServletRequest;
import java.io.IOException;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.coyote.ActionCode;
import org.apache.coyote.Request;

/**
 * Work for a client that may leave while there is nothing to send. A server that only writes learns
 * of that with its next write; this looks at the connection meanwhile, every {@value #MILLIS} ms.
 */
public final class PresentClient {

  private static final long MILLIS = 2_000;

  private PresentClient() {}

  /** Sends an answer; ends when interrupted. */
  @FunctionalInterface
  public interface Work {
    /**
     * @throws InterruptedException or IOException, or neither, when it was interrupted
     */
    void run() throws IOException, InterruptedException;
  }

  /**
   * Blocks until the work is done, on a thread of its own. If the client has left, the work is
   * interrupted, and whatever it throws then is dropped. A client that closes its side of the
   * connection, or sends anything more by it, counts as one that has left.
   *
   * @param request of a Tomcat that has a {@link PresenceValve}; of HTTP/1.1
   */
  public static void serve(ServletRequest request, Work work)
      throws IOException, InterruptedException {
    var connection =
        (Request)
            Objects.requireNonNull(
                request.getAttribute(PresenceValve.CONNECTION), "there is no PresenceValve");
    var sending = new FutureTask<>(() -> done(work));
    var thread = Thread.ofVirtual().name("present-client").start(sending);
    try {
      while (!ended(sending) && !hasLeft(connection)) {
        // Both take their time, or tell the end.
      }
    } finally {
      thread.interrupt();
      join(thread);
    }
  }

  private static boolean done(Work work) throws IOException, InterruptedException {
    work.run();
    return true;
  }

  private static boolean ended(FutureTask<Boolean> sending)
      throws IOException, InterruptedException {
    try {
      return sending.get(MILLIS, TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      return false;
    } catch (ExecutionException e) {
      throw failure(e);
    }
  }

  private static RuntimeException failure(ExecutionException e)
      throws IOException, InterruptedException {
    switch (e.getCause()) {
      case IOException io -> throw io;
      case InterruptedException interrupted -> throw interrupted;
      case RuntimeException failure -> throw failure;
      case Error error -> throw error;
      case null, default -> throw new IllegalStateException(e);
    }
  }

  /** Reads without blocking; Tomcat tells an end as one byte that a read would fail for. */
  private static boolean hasLeft(Request connection) {
    connection.action(ActionCode.AVAILABLE, true);
    return connection.getAvailable() > 0;
  }

  /** The response is the server's again afterwards, so nobody may be writing it any more. */
  private static void join(Thread thread) {
    var interrupted = false;
    while (thread.isAlive()) {
      try {
        thread.join();
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
