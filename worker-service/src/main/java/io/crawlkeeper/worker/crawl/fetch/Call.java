package io.crawlkeeper.worker.crawl.fetch;

import io.crawlkeeper.worker.crawl.politeness.Clearance;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.apache.hc.client5.http.protocol.HttpClientContext;
import org.apache.hc.core5.http.protocol.HttpContext;
import org.jspecify.annotations.Nullable;

/** One exchange under way. Its thread takes it forward; any other may end it. */
final class Call {
  private static final String NAME = "crawlkeeper.call";

  private final FetchRequest request;
  private final Sending sending;
  private final HttpClientContext context;
  private final Intake intake;
  private final Silence silence;
  private @Nullable Runnable cancel;
  private boolean late;
  private boolean cut;

  Call(FetchRequest request, Sending sending) {
    this.request = request;
    this.sending = sending;
    this.context = Contexts.of(request);
    this.intake = new Intake(request, sending::answered);
    this.silence = new Silence(request.limits().silence());
    context.setAttribute(NAME, this);
  }

  /** The call that a client carries out. */
  static Call of(HttpContext context) {
    return (Call) Objects.requireNonNull(context.getAttribute(NAME), "not one of the fetcher's");
  }

  FetchRequest request() {
    return request;
  }

  Sending sending() {
    return sending;
  }

  HttpClientContext context() {
    return context;
  }

  Intake intake() {
    return intake;
  }

  Silence silence() {
    return silence;
  }

  /** The request was written. */
  void written() {
    silence.broken();
    sending.written();
  }

  /**
   * Waits until the request may be written.
   *
   * @throws NotSentException if it may not any more
   */
  void awaitClearance() throws IOException {
    for (var wait = nanosToWait(); wait > 0; wait = nanosToWait()) {
      try {
        TimeUnit.NANOSECONDS.sleep(wait);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new InterruptedIOException("the fetch was stopped");
      }
    }
  }

  /**
   * Asks whether the request may be written.
   *
   * @return after how many nanoseconds to ask again; 0 if it counts as sent
   * @throws NotSentException if it may not any more
   */
  long nanosToWait() throws IOException {
    if (isOver()) {
      throw new InterruptedIOException("the fetch was ended");
    }
    return switch (sending.clear()) {
      case Clearance.Sent() -> 0;
      case Clearance.Wait(var nanos) -> Math.max(1, nanos);
      case Clearance.Refused() -> throw new NotSentException("the host may not be asked any more");
    };
  }

  /** Says how this exchange is ended at once. */
  void cancelBy(Runnable action) {
    synchronized (this) {
      cancel = action;
      if (!isOver()) {
        return;
      }
    }
    action.run();
  }

  /** Ends it, as its time is up. */
  void expire() {
    synchronized (this) {
      late = true;
    }
    end();
  }

  /** Ends it, as its host is not ours any more. */
  void cut() {
    synchronized (this) {
      cut = true;
    }
    end();
  }

  private void end() {
    Runnable action;
    synchronized (this) {
      action = cancel;
    }
    if (action != null) {
      action.run();
    }
  }

  private synchronized boolean isOver() {
    return late || cut;
  }

  synchronized boolean isLate() {
    return late;
  }

  synchronized boolean isCut() {
    return cut;
  }
}
