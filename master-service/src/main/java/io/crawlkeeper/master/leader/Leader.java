package io.crawlkeeper.master.leader;

import java.util.concurrent.CompletableFuture;

/** Takes requests to the leader's loop of this process. Safe for use by many threads. */
public interface Leader {

  /** Whether this master leads, as far as it knows: a hint for routing, never a guard. */
  boolean leading();

  /** Never completes exceptionally; {@link Reply.NotLeading} where this master does not lead. */
  CompletableFuture<Reply> submit(Request request);
}
