package io.crawlkeeper.master;

import io.crawlkeeper.master.leader.Leader;
import io.crawlkeeper.master.leader.Reply;
import io.crawlkeeper.master.leader.Request;
import java.util.concurrent.CompletableFuture;
import java.util.function.BooleanSupplier;

/** One who does nothing that is asked for. */
record StandingLeader(BooleanSupplier leads) implements Leader {
  @Override
  public boolean leading() {
    return leads.getAsBoolean();
  }

  @Override
  public CompletableFuture<Reply> submit(Request request) {
    return CompletableFuture.completedFuture(new Reply.NotLeading());
  }
}
