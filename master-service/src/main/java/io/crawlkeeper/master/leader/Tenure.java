package io.crawlkeeper.master.leader;

import io.crawlkeeper.master.leader.LeaderStore.Outcome;
import io.crawlkeeper.master.leader.LeaderStore.Term;
import io.crawlkeeper.master.placement.HandOvers;
import io.crawlkeeper.master.task.Snowflake;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One time of leading: the facts as this leader has loaded and then written them. When a commit is
 * not done the tenure is over, as its facts may be wrong. Used by the leader's loop; the image can
 * be read by all.
 */
final class Tenure {

  private static final Logger log = LoggerFactory.getLogger(Tenure.class);
  private static final int MOST_NAMED = 10;

  /**
   * Shorter than the time between two looks: what was written before the first is heard by then.
   */
  private static final Duration MOST_LAG = Sweeps.DOUBT.dividedBy(2);

  private final LeaderStore store;
  private final Surroundings surroundings;
  private final InstantSource clock;
  private final String latch;
  private final Term term;
  private final Snowflake ids;
  private final WorkerNews news = new WorkerNews();
  private volatile LeaderImage image;
  private Differences doubts = Differences.NONE;
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
   * Reads all anew where others see, time and again, something else in ZooKeeper than this leader
   * has written, as when an operator has deleted a znode. Nothing is compared while what was
   * written may still have to be heard of.
   *
   * @return whether there is, or may be, a difference that may be momentary, so that it is to be
   *     looked at again
   */
  boolean verify() {
    if (surroundings.lag().compareTo(MOST_LAG) > 0) {
      return true;
    }
    var now = Differences.between(image.cluster(), surroundings.heard());
    var lasting = now.lasting(doubts);
    doubts = lasting.isEmpty() ? now : Differences.NONE;
    if (lasting.isEmpty()) {
      return !now.none();
    }
    log.warn(
        "ZooKeeper holds something else than was written: {} in all, such as {}. Reading anew.",
        lasting.size(),
        lasting.stream().limit(MOST_NAMED).toList());
    if (!reload()) {
      log.warn("The facts could not be read again; going on with those of before.");
    }
    return false;
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

  /** How long nothing is due that nobody will tell of. */
  Duration untilDue() {
    var now = clock.instant();
    return HandOvers.nextDue(image.cluster(), now)
        .map(due -> Duration.between(now, due))
        .orElse(Duration.ofDays(1));
  }

  private Outcome commit(List<Change> changes) {
    return changes.isEmpty() ? Outcome.DONE : store.commit(term, changes, highestId);
  }

  private long nextId() {
    highestId = ids.next(clock.millis());
    return highestId;
  }
}
