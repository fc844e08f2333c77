package io.crawlkeeper.master.leader;

import java.util.List;
import java.util.function.UnaryOperator;

/** A store that keeps the rules of the real one: fenced by the epoch, all or nothing. */
final class InMemoryStore implements LeaderStore {

  private LeaderImage facts = LeaderImage.EMPTY;
  private long epoch;
  private long highest;
  private int commits;
  private int loads;
  private boolean held;
  private boolean waiting;
  private boolean answerLost;

  @Override
  public synchronized Term claim(String latch) {
    return new Term(++epoch, 0, highest);
  }

  @Override
  public boolean standing(String latch) {
    return true;
  }

  @Override
  public synchronized LeaderImage load() {
    loads++;
    return facts;
  }

  @Override
  public synchronized Outcome commit(Term term, List<Change> changes, long highestId) {
    commits++;
    awaitRelease();
    if (term.epoch() != epoch) {
      return Outcome.FENCED;
    }
    for (var change : changes) {
      facts = facts.after(change);
    }
    highest = highestId;
    if (answerLost) {
      answerLost = false;
      return Outcome.UNKNOWN;
    }
    return Outcome.DONE;
  }

  private void awaitRelease() {
    waiting = true;
    while (held) {
      try {
        wait();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        held = false;
      }
    }
    waiting = false;
  }

  @Override
  public int size(List<Change> changes) {
    return changes.size();
  }

  synchronized LeaderImage facts() {
    return facts;
  }

  synchronized void tamper(UnaryOperator<LeaderImage> deed) {
    facts = deed.apply(facts);
  }

  synchronized int loads() {
    return loads;
  }

  synchronized int commits() {
    return commits;
  }

  synchronized void otherLeader() {
    epoch++;
  }

  synchronized void loseNextAnswer() {
    answerLost = true;
  }

  synchronized void holdCommits() {
    held = true;
  }

  synchronized boolean commitHeld() {
    return held && waiting;
  }

  synchronized void releaseCommits() {
    held = false;
    notifyAll();
  }
}
