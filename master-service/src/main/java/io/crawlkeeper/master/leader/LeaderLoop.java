package io.crawlkeeper.master.leader;

import io.crawlkeeper.master.leader.LeaderStore.Outcome;
import io.crawlkeeper.master.task.TaskDraft;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one thread that owns the leader's state. Requests that wait are decided together, committed
 * as one, and answered after the commit (group commit). Every commit is fenced by the epoch, so
 * what this class believes about its leadership is never relied upon.
 */
public final class LeaderLoop implements Leader, AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(LeaderLoop.class);

  private enum Signal {
    LATCH_CHANGED,
    SURROUNDINGS_CHANGED
  }

  private final LeaderStore store;
  private final Surroundings surroundings;
  private final InstantSource clock;
  private final LongSupplier nanoTime;
  private final Runnable rejoin;
  private final List<TaskDraft> seeds;
  private final BlockingQueue<Object> events = new LinkedBlockingQueue<>();
  private final Queue<Submitted> waiting = new ArrayDeque<>();
  private final Sweeps sweeps;
  private final Thread thread;

  /** The latch node by which this master may lead; null while it may not. Set from outside. */
  private volatile @Nullable String latch;

  private volatile @Nullable Tenure tenure;
  private volatile long epoch;
  private volatile boolean closed;

  /**
   * @param clock for creation times and ids
   * @param nanoTime a clock that only goes forward
   * @param rejoin makes the election begin anew for this master; must not block
   * @param seeds tasks from configuration: created once if absent
   */
  public LeaderLoop(
      LeaderStore store,
      Surroundings surroundings,
      InstantSource clock,
      LongSupplier nanoTime,
      Runnable rejoin,
      List<TaskDraft> seeds) {
    this.store = store;
    this.surroundings = surroundings;
    this.clock = clock;
    this.nanoTime = nanoTime;
    this.rejoin = rejoin;
    this.seeds = List.copyOf(seeds);
    this.sweeps = new Sweeps(nanoTime);
    this.thread = Thread.ofPlatform().name("leader-loop").daemon().unstarted(this::run);
  }

  public void start() {
    thread.start();
  }

  /** The latch says that this master may lead, by this node. */
  public void elected(String latchNode) {
    latch = latchNode;
    events.add(Signal.LATCH_CHANGED);
  }

  /**
   * The latch, or the session, says that this master may not lead any more. Takes effect at once.
   */
  public void deposed() {
    latch = null;
    events.add(Signal.LATCH_CHANGED);
  }

  /** Workers came, went or changed, or have handed over tasks. */
  public void surroundingsChanged() {
    events.add(Signal.SURROUNDINGS_CHANGED);
  }

  @Override
  public boolean leading() {
    var current = tenure;
    return current != null && current.latch().equals(latch) && !closed;
  }

  /** The epoch of the last term of this master; 0 if it never led. */
  public long epoch() {
    return epoch;
  }

  /** All that this leader has committed; null where it does not lead. */
  public @Nullable LeaderImage image() {
    var current = tenure;
    return current == null || !leading() ? null : current.image();
  }

  @Override
  public CompletableFuture<Reply> submit(Request request) {
    var submitted = new Submitted(request);
    if (!leading()) {
      submitted.answer(new Reply.NotLeading());
    } else {
      events.add(submitted);
    }
    return submitted.future();
  }

  private void run() {
    while (!closed) {
      try {
        take(events.poll(patience().toMillis() + 1, TimeUnit.MILLISECONDS));
        step();
      } catch (InterruptedException e) {
        closed = true;
      }
    }
    stepDown();
    answerAll(new Reply.NotLeading());
  }

  /** Nothing is due where this master may not lead, so it only waits for word. */
  private Duration patience() {
    return latch == null ? Duration.ofSeconds(30) : sweeps.left();
  }

  /**
   * Does all that waits and is due, and returns when there is nothing more to do now. Called by one
   * thread: the loop's own, or where it was not started, that of a simulation.
   */
  public void step() {
    try {
      for (var event = events.poll(); event != null; event = events.poll()) {
        take(event);
      }
      work();
    } catch (RuntimeException e) {
      log.warn("The leader's loop failed and begins anew", e);
      abdicate(new Reply.Unknown());
    }
  }

  private void take(@Nullable Object event) {
    if (event instanceof Submitted submitted) {
      waiting.add(submitted);
    } else if (event == Signal.SURROUNDINGS_CHANGED) {
      sweeps.soon();
    }
  }

  private void work() {
    var current = current();
    while (current != null && !waiting.isEmpty()) {
      var batch = current.commit(waiting);
      if (batch.outcome() != Outcome.DONE) {
        abdicate(batch);
        return;
      }
      if (batch.stirs()) {
        sweeps.soon();
      }
    }
    if (current != null) {
      lookAfter(current);
    }
  }

  private void lookAfter(Tenure current) {
    if (sweeps.verifyDue()) {
      var inDoubt = current.verify();
      sweeps.verified(inDoubt);
      if (!inDoubt) {
        sweeps.soon();
      }
    }
    if (sweeps.due()) {
      var outcome = current.keepUp(() -> current.latch().equals(latch));
      sweeps.swept(current.untilDue());
      if (outcome != Outcome.DONE) {
        log.warn("Could not keep up the placement ({}); beginning a new term.", outcome);
        abdicate(new Reply.NotLeading());
      }
    }
  }

  /** The tenure by which this master leads now, begun if need be; null where it may not lead. */
  private @Nullable Tenure current() {
    var held = latch;
    var current = tenure;
    if (current != null && current.latch().equals(held)) {
      return current;
    }
    stepDown();
    if (held == null) {
      answerAll(new Reply.NotLeading());
      return null;
    }
    return begin(held);
  }

  private @Nullable Tenure begin(String held) {
    var began = nanoTime.getAsLong();
    try {
      var begun = Tenure.begin(store, surroundings, clock, held);
      tenure = begun;
      epoch = begun.epoch();
      log.info(
          "Leads with epoch {}: {} tasks, {} workers, read in {} ms.",
          epoch,
          begun.image().cluster().tasks().size(),
          surroundings.workers().size(),
          TimeUnit.NANOSECONDS.toMillis(nanoTime.getAsLong() - began));
      sweeps.begin();
      seeds.forEach(this::sow);
      return begun;
    } catch (Exception e) {
      if (held.equals(latch)) {
        log.warn("Cannot take the lead: {}", e.toString());
      }
      abdicate(new Reply.NotLeading());
      return null;
    }
  }

  private void sow(TaskDraft seed) {
    var key = KeyRecord.ofSeed(seed.name());
    var submitted = new Submitted(new Request.Create(seed, key, "seed of epoch " + epoch, false));
    waiting.add(submitted);
    var _ =
        submitted
            .future()
            .thenAccept(reply -> log.debug("Task {} from configuration: {}", seed.name(), reply));
  }

  /** Steps down first, so that who is answered here and asks again is not let in once more. */
  private void abdicate(Batch batch) {
    stepDown();
    var reply = batch.outcome() == Outcome.UNKNOWN ? new Reply.Unknown() : new Reply.NotLeading();
    batch.answerAll(reply);
    abdicate(reply);
  }

  private void abdicate(Reply reply) {
    latch = null; // Not by the same node once more: the election decides anew.
    stepDown();
    answerAll(reply);
    rejoin.run();
  }

  private void stepDown() {
    var last = tenure;
    tenure = null;
    if (last != null) {
      log.info("Leads no more; epoch {} is over.", last.epoch());
    }
  }

  private void answerAll(Reply reply) {
    waiting.forEach(submitted -> submitted.answer(reply));
    waiting.clear();
    for (var event = events.peek(); event instanceof Submitted late; event = events.peek()) {
      events.remove();
      late.answer(reply);
    }
  }

  @Override
  public void close() {
    closed = true;
    events.add(Signal.LATCH_CHANGED);
    try {
      thread.join(5_000); // A commit under way may end, so that its requests get their answer.
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    thread.interrupt();
  }
}
