package io.crawlkeeper.worker.job.kubernetes;

import io.crawlkeeper.worker.job.ClusterAway;
import io.crawlkeeper.worker.job.ClusterRefusal;
import io.crawlkeeper.worker.job.ClusterTrouble;
import io.crawlkeeper.worker.job.JobListener;
import io.crawlkeeper.worker.job.JobListener.Answer;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.io.InterruptedIOException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.function.Supplier;

/** Makes requests one way: in their turn, counted, and with errors that say what is to be done. */
final class Requests {

  private static final int REFUSED = 400;
  private static final int NOT_FOUND = 404;
  private static final int TIMEOUT = 408;
  private static final int CONFLICT = 409;
  private static final int GONE = 410;
  private static final int TOO_MANY = 429;
  private static final int BROKEN = 500;

  private final Throttle throttle;
  private final JobListener listener;

  Requests(Throttle throttle, JobListener listener) {
    this.throttle = throttle;
    this.listener = listener;
  }

  <T> T make(String verb, Supplier<T> request) throws ClusterTrouble, InterruptedException {
    throttle.await();
    var start = System.nanoTime();
    try {
      var answer = request.get();
      told(verb, Answer.DONE, start);
      return answer;
    } catch (KubernetesClientException e) {
      throwIfInterrupted(e);
      var trouble = trouble(e);
      told(verb, trouble instanceof ClusterAway ? Answer.AWAY : Answer.REFUSED, start);
      throw trouble;
    }
  }

  private void told(String verb, Answer answer, long start) {
    listener.asked(verb, answer, Duration.ofNanos(System.nanoTime() - start));
  }

  /** The client wraps what a thread is told, and leaves its mark set. */
  private static void throwIfInterrupted(KubernetesClientException e) throws InterruptedException {
    for (Throwable cause = e; cause != null; cause = cause.getCause()) {
      if (cause instanceof InterruptedException
          || (cause instanceof InterruptedIOException
              && !(cause instanceof SocketTimeoutException))) {
        var _ = Thread.interrupted();
        throw new InterruptedException("a request to Kubernetes was interrupted");
      }
    }
  }

  static ClusterTrouble trouble(KubernetesClientException e) {
    return away(e)
        ? new ClusterAway(words(e), e)
        : new ClusterRefusal("%s (status %d)".formatted(words(e), e.getCode()), e);
  }

  /** No answer at all has the code 0. */
  private static boolean away(KubernetesClientException e) {
    var code = e.getCode();
    return code < REFUSED
        || code == TIMEOUT
        || code == GONE
        || code == TOO_MANY
        || code >= BROKEN
        // Somebody was faster; a quota that two have used at once, for one.
        || isConflict(e);
  }

  static boolean isConflict(KubernetesClientException e) {
    return e.getCode() == CONFLICT;
  }

  /** Of the answer to what was to create something: a quota can be in conflict as well. */
  static boolean alreadyExists(KubernetesClientException e) {
    var status = e.getStatus();
    return isConflict(e) && (status == null || !"Conflict".equals(status.getReason()));
  }

  static boolean isNotFound(KubernetesClientException e) {
    return e.getCode() == NOT_FOUND;
  }

  private static String words(KubernetesClientException e) {
    var status = e.getStatus();
    if (status != null && status.getMessage() != null && !status.getMessage().isBlank()) {
      return status.getMessage();
    }
    Throwable deepest = e;
    while (deepest.getCause() != null) {
      deepest = deepest.getCause();
    }
    var message = deepest.getMessage();
    return message == null ? "no connection, " + deepest.getClass().getSimpleName() : message;
  }
}
