package io.crawlkeeper.master.web;

import io.crawlkeeper.master.leader.Leader;
import io.crawlkeeper.master.leader.Reply;
import io.crawlkeeper.master.leader.Request;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** Submits to the leader of this process, and waits. */
final class Submission {

  private final Leader leader;
  private final Duration most;

  /**
   * @param most how long to wait for a reply before its outcome counts as unknown
   */
  Submission(Leader leader, Duration most) {
    this.leader = leader;
    this.most = most;
  }

  Reply submit(Request request) {
    return start(request).join();
  }

  /** All at once, so that they can share a commit. */
  List<Reply> submitAll(List<? extends Request> requests) {
    return requests.stream().map(this::start).toList().stream()
        .map(CompletableFuture::join)
        .toList();
  }

  private CompletableFuture<Reply> start(Request request) {
    return leader
        .submit(request)
        .copy()
        .completeOnTimeout(new Reply.Unknown(), most.toNanos(), TimeUnit.NANOSECONDS);
  }
}
