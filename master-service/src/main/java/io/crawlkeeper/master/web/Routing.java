package io.crawlkeeper.master.web;

import io.crawlkeeper.master.cluster.ClusterView;
import io.crawlkeeper.master.leader.Leader;
import java.io.IOException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings each write to the leader, here or on another master, and waits if there is none. Safe for
 * use by many threads; blocks the thread of the request.
 */
final class Routing {

  private static final Logger log = LoggerFactory.getLogger(Routing.class);

  private final Leader leader;
  private final ClusterView view;
  private final Forwarder forwarder;
  private final Patience patience;
  private final String master;

  /**
   * @param master the id of this one
   */
  Routing(Leader leader, ClusterView view, Forwarder forwarder, Patience patience, String master) {
    this.leader = leader;
    this.view = view;
    this.forwarder = forwarder;
    this.patience = patience;
    this.master = master;
  }

  /** The leader's answer, or a problem of status 503 when patience has ended. */
  Answer route(Write write) {
    var answer = write.raw().forwarded() ? here(write) : travel(write);
    return write.dryRun() ? answer.with("Crawlkeeper-Dry-Run", "true") : answer;
  }

  private Answer here(Write write) {
    return leads() ? carryOut(write) : Problems.notLeading().answer();
  }

  /** A leader that has not read the tasks yet would answer that there are none. */
  private boolean leads() {
    return leader.leading() && view.loaded();
  }

  private Answer travel(Write write) {
    var journey = new Journey(write, view.image());
    var deadline = patience.deadline();
    while (true) {
      attempt(journey, deadline);
      var answer = journey.answer();
      if (answer != null) {
        return answer;
      }
      if (patience.left(deadline).isZero()) {
        return journey.giveUp();
      }
      patience.pause().run();
    }
  }

  private void attempt(Journey journey, long deadline) {
    var write = journey.write();
    if (leads()) {
      journey.arrived(carryOut(write));
      return;
    }
    var other = view.leader().filter(one -> !one.master().equals(master)).orElse(null);
    if (other == null) {
      return;
    }
    try {
      var answer = forwarder.forward(other, write.raw(), patience.left(deadline));
      journey.arrived(answer);
      refresh(write, answer);
    } catch (IOException e) {
      log.debug("{} could not be asked: {}", other.participant(), e.toString());
      journey.broke(e);
    }
  }

  private static Answer carryOut(Write write) {
    try {
      return write.here().get();
    } catch (RuntimeException e) {
      var problem = Problems.of(e);
      if (problem.code() == ProblemCode.INTERNAL) {
        throw e;
      }
      return problem.answer();
    }
  }

  /** So that a user who wrote here reads here what he wrote. */
  private void refresh(Write write, Answer answer) {
    if (!answer.succeeded() || write.dryRun()) {
      return;
    }
    try {
      view.refresh(write.names());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (Exception e) {
      log.debug("the image could not be refreshed after a write", e);
    }
  }
}
