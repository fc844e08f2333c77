package io.crawlkeeper.master.leader;

import java.util.concurrent.CompletableFuture;

/** A request and where its answer goes. */
record Submitted(Request request, CompletableFuture<Reply> future) {

  Submitted(Request request) {
    this(request, new CompletableFuture<>());
  }

  void answer(Reply reply) {
    future.complete(reply);
  }
}
