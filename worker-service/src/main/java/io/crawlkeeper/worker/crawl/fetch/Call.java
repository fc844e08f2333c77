package io.crawlkeeper.worker.crawl.fetch;

import org.apache.hc.client5.http.protocol.HttpClientContext;
import org.jspecify.annotations.Nullable;

/** One exchange under way. Its thread takes it forward; any other may end it. */
final class Call {
  private final FetchRequest request;
  private final HttpClientContext context;
  private final Intake intake;
  private @Nullable Runnable cancel;
  private boolean late;

  Call(FetchRequest request) {
    this.request = request;
    this.context = Contexts.of(request);
    this.intake = new Intake(request);
  }

  FetchRequest request() {
    return request;
  }

  HttpClientContext context() {
    return context;
  }

  Intake intake() {
    return intake;
  }

  /** Says how this exchange is ended at once. */
  void cancelBy(Runnable action) {
    synchronized (this) {
      cancel = action;
      if (!late) {
        return;
      }
    }
    action.run();
  }

  /** Ends it, as its time is up. */
  void expire() {
    Runnable action;
    synchronized (this) {
      late = true;
      action = cancel;
    }
    if (action != null) {
      action.run();
    }
  }

  synchronized boolean isLate() {
    return late;
  }
}
