package io.crawlkeeper.master.leader;

import io.crawlkeeper.master.cluster.ClusterImage;
import io.crawlkeeper.master.leader.LeaderStore.Outcome;
import io.crawlkeeper.master.leader.LeaderStore.Term;
import io.crawlkeeper.master.task.Snowflake;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.function.BooleanSupplier;

/**
 * One time of leading: the facts as this leader has loaded and then written them. When a commit is
 * not done the tenure is over, as its facts may be wrong. Used by the leader's loop; the image can
 * be read by all.
 */
final class Tenure {

  private final LeaderStore store;
  private final Surroundings surroundings;
  private final InstantSource clock;
  private final String latch;
  private final Term term;
  private final Snowflake ids;
  private final WorkerNews news = new WorkerNews();
  private volatile LeaderImage image;
  private long highestId;

  private Tenure(
      LeaderStore store, Surroundings surroundings, InstantSource clock, String latch, Term term)
      throws Exception {
    this.store = store;
    this.surroundings = surroundings;
    this.clock = clock;
    this.latch = latch;
    this.term = term;
    this.highestId = term.highestId();
    this.ids = new Snowflake(term.node(), term.highestId());
    this.image = store.load();
  }

  /**
   * Takes the lead and loads the facts; blocks.
   *
   * @throws Exception if either failed
   */
  static Tenure begin(
      LeaderStore store, Surroundings surroundings, InstantSource clock, String latch)
      throws Exception {
    return new Tenure(store, surroundings, clock, latch, store.claim(latch));
  }

  long epoch() {
    return term.epoch();
  }

  /** The latch node that the lead was taken by. */
  String latch() {
    return latch;
  }

  /** All that was committed, with the workers and runs as they are known now. */
  LeaderImage image() {
    return image.with(
        image.cluster().withWorkers(surroundings.workers()).withLedgers(surroundings.ledgers()));
  }

  /**
   * Decides and commits as many of the requests as fit one commit.
   *
   * @return the batch, not answered yet where the outcome is not {@link Outcome#DONE}
   */
  Batch commit(Queue<Submitted> waiting) {
    var batch = decided(waiting);
    return batch.outcome() == Outcome.REFUSED ? oneByOne(batch.requests()) : batch;
  }

  private Batch decided(Queue<Submitted> waiting) {
    var batch = Batch.of(store, image(), waiting, clock.instant(), this::nextId);
    batch.outcome(commit(batch.changes()));
    if (batch.outcome() == Outcome.DONE) {
      image = batch.image();
      batch.answer();
    }
    return batch;
  }

  /** Somebody has tampered with ZooKeeper: reads all anew, and finds out whom it concerns. */
  private Batch oneByOne(Queue<Submitted> requests) {
    if (!reload()) {
      var none = new Batch(store, image(), requests);
      none.outcome(Outcome.FENCED);
      return none;
    }
    var last = new Batch(store, image(), new ArrayDeque<>());
    last.outcome(Outcome.DONE);
    while (!requests.isEmpty() && last.outcome() == Outcome.DONE) {
      last = decided(new ArrayDeque<>(List.of(requests.remove())));
      if (last.outcome() == Outcome.REFUSED) {
        last.answerAll(new Reply.Inconsistent());
        last.outcome(Outcome.DONE);
      }
    }
    last.take(requests);
    return last;
  }

  private boolean reload() {
    try {
      image = store.load();
      return true;
    } catch (Exception e) {
      return false;
    }
  }

  /**
   * Reads all anew where others see something else in ZooKeeper than this leader has written, as
   * when an operator has deleted a znode.
   *
   * @return whether the tenure can go on
   */
  boolean verify(ClusterImage heard) {
    var mine = image.cluster();
    var same =
        heard.tasks().equals(mine.tasks())
            && heard.assignments().equals(mine.assignments())
            && mine.tasks().values().stream()
                .allMatch(task -> heard.ledgers().containsKey(task.id()));
    return same || reload();
  }

  /**
   * Does what is due unasked, as long as this master is still elected.
   *
   * @return {@link Outcome#DONE} if the tenure can go on
   */
  Outcome keepUp(BooleanSupplier elected) {
    if (!store.standing(latch)) {
      return Outcome.FENCED;
    }
    news.tell(surroundings.workers());
    for (var changes : Upkeep.due(image(), clock.instant())) {
      var outcome = elected.getAsBoolean() ? commit(changes) : Outcome.FENCED;
      if (outcome != Outcome.DONE) {
        return outcome;
      }
      for (var change : changes) {
        image = image.after(change);
      }
    }
    return Outcome.DONE;
  }

  private Outcome commit(List<Change> changes) {
    return changes.isEmpty() ? Outcome.DONE : store.commit(term, changes, highestId);
  }

  private long nextId() {
    highestId = ids.next(clock.millis());
    return highestId;
  }
}
