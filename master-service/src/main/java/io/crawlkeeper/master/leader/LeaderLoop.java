package io.crawlkeeper.master.leader;

import io.crawlkeeper.master.leader.LeaderStore.Outcome;
import io.crawlkeeper.master.leader.LeaderStore.Term;
import io.crawlkeeper.master.task.Snowflake;
import io.crawlkeeper.master.task.TaskDraft;
import io.crawlkeeper.model.WorkerNode;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
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
  private static final Duration SWEEP = Duration.ofSeconds(30);

  /** A request and where its answer goes. */
  record Submitted(Request request, CompletableFuture<Reply> future) {
    void answer(Reply reply) {
      future.complete(reply);
    }
  }

  private final LeaderStore store;
  private final Surroundings surroundings;
  private final InstantSource clock;
  private final LongSupplier nanoTime;
  private final Runnable rejoin;
  private final List<TaskDraft> seeds;
  private final BlockingQueue<Object> events = new LinkedBlockingQueue<>();
  private final Queue<Submitted> waiting = new ArrayDeque<>();
  private final Thread thread;

  /** The latch node by which this master may lead; null while it may not. Set from outside. */
  private volatile @Nullable String latch;

  private volatile boolean leading;
  private volatile long epoch;
  private volatile LeaderImage image = LeaderImage.EMPTY;
  private volatile boolean closed;
  private @Nullable Term term;
  private @Nullable Snowflake ids;
  private @Nullable String claimed;
  private long sweptAt;
  private long highestId;

  private enum Signal {
    LATCH_CHANGED,
    SURROUNDINGS_CHANGED,
    SWEEP
  }

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
    leading = false;
    events.add(Signal.LATCH_CHANGED);
  }

  /** Workers came, went or changed. */
  public void surroundingsChanged() {
    events.add(Signal.SURROUNDINGS_CHANGED);
  }

  @Override
  public boolean leading() {
    return leading;
  }

  /** The epoch of the last term of this master; 0 if it never led. */
  public long epoch() {
    return epoch;
  }

  /** All that this leader has committed, with the workers and runs known to it. */
  public LeaderImage image() {
    return surrounded(image);
  }

  @Override
  public CompletableFuture<Reply> submit(Request request) {
    var future = new CompletableFuture<Reply>();
    if (!leading || closed) {
      future.complete(new Reply.NotLeading());
    } else {
      events.add(new Submitted(request, future));
    }
    return future;
  }

  private void run() {
    while (!closed) {
      try {
        take();
        if (lead()) {
          work();
        }
      } catch (InterruptedException e) {
        closed = true;
      } catch (Exception e) {
        log.warn("The leader's loop failed and begins anew: {}", e.toString(), e);
        abdicate(new Reply.Unknown());
      }
    }
    stepDown();
    answerRest(new Reply.NotLeading());
  }

  private void take() throws InterruptedException {
    var first = events.poll(untilSweep().toMillis(), TimeUnit.MILLISECONDS);
    var all = new ArrayList<Object>();
    all.add(first == null ? Signal.SWEEP : first);
    events.drainTo(all);
    for (var event : all) {
      if (event instanceof Submitted submitted) {
        waiting.add(submitted);
      } else if (event != Signal.LATCH_CHANGED) {
        sweptAt = nanoTime.getAsLong() - SWEEP.toNanos(); // due now
      }
    }
  }

  private Duration untilSweep() {
    if (latch == null) {
      return SWEEP;
    }
    var left = sweptAt + SWEEP.toNanos() - nanoTime.getAsLong();
    return Duration.ofNanos(Math.max(0, left)).plusMillis(1);
  }

  /** Whether this master leads now; begins or ends a term where the latch says so. */
  private boolean lead() throws Exception {
    var held = latch;
    if (term != null && !Objects.equals(held, claimed)) {
      stepDown();
    }
    if (held == null) {
      answerRest(new Reply.NotLeading());
      return false;
    }
    return term != null || beginTerm(held);
  }

  private boolean beginTerm(String held) throws Exception {
    var began = nanoTime.getAsLong();
    Term begun;
    try {
      begun = store.claim(held);
      image = store.load();
    } catch (Exception e) {
      if (latch != null) {
        log.warn("Cannot take the lead: {}", e.toString());
      }
      abdicate(new Reply.NotLeading());
      return false;
    }
    term = begun;
    claimed = held;
    epoch = begun.epoch();
    highestId = begun.highestId();
    ids = new Snowflake(begun.node(), begun.highestId());
    sweptAt = nanoTime.getAsLong() - SWEEP.toNanos();
    leading = held.equals(latch);
    log.info(
        "Leads with epoch {}: {} tasks, {} workers, read in {} ms.",
        begun.epoch(),
        image.cluster().tasks().size(),
        surroundings.workers().size(),
        (nanoTime.getAsLong() - began) / 1_000_000);
    seeds.forEach(this::sow);
    return true;
  }

  private void sow(TaskDraft seed) {
    var key = KeyRecord.ofSeed(seed.name());
    var request = new Request.Create(seed, key, "seed of epoch " + epoch, false);
    var future = new CompletableFuture<Reply>();
    waiting.add(new Submitted(request, future));
    var _ =
        future.thenAccept(reply -> log.debug("Task {} from configuration: {}", seed.name(), reply));
  }

  private void work() {
    while (term != null && !waiting.isEmpty()) {
      commitRequests();
    }
    if (term != null && nanoTime.getAsLong() - sweptAt >= SWEEP.toNanos()) {
      sweptAt = nanoTime.getAsLong();
      keepUp();
    }
  }

  private void commitRequests() {
    var batch = Batch.of(store, surrounded(image), waiting, clock.instant(), this::nextId);
    switch (commit(batch.changes())) {
      case DONE -> {
        image = batch.image();
        batch.answer();
      }
      case FENCED -> abdicateWith(batch, new Reply.NotLeading());
      case UNKNOWN -> abdicateWith(batch, new Reply.Unknown());
      case REFUSED -> {
        log.warn("ZooKeeper does not hold what this leader wrote last; beginning a new term.");
        abdicateWith(batch, new Reply.NotLeading());
      }
    }
  }

  private void abdicateWith(Batch batch, Reply reply) {
    stepDown(); // First, so that who is answered here and asks again is not let in once more.
    batch.answerAll(reply);
    abdicate(reply);
  }

  private void keepUp() {
    if (claimed != null && !store.standing(claimed)) {
      log.warn("The node that this leader was elected by is gone; beginning a new term.");
      abdicate(new Reply.NotLeading());
      return;
    }
    tellOfWorkers();
    image = surrounded(image);
    for (var changes : Upkeep.due(image, clock.instant())) {
      if (latch == null) {
        return; // Suspended in between: the term ends at the next turn.
      }
      var outcome = commit(changes);
      if (outcome != Outcome.DONE) {
        log.warn("Could not place tasks ({}); beginning a new term.", outcome);
        abdicate(new Reply.NotLeading());
        return;
      }
      for (var change : changes) {
        image = image.after(change);
      }
    }
  }

  private Outcome commit(List<Change> changes) {
    var current = term;
    if (changes.isEmpty()) {
      return Outcome.DONE;
    }
    return current == null ? Outcome.FENCED : store.commit(current, changes, highestId);
  }

  private long nextId() {
    var generator = ids;
    if (generator == null) {
      throw new IllegalStateException("no id without a term");
    }
    highestId = generator.next(clock.millis());
    return highestId;
  }

  private LeaderImage surrounded(LeaderImage facts) {
    return facts.with(
        facts.cluster().withWorkers(surroundings.workers()).withRuns(surroundings.runs()));
  }

  private void tellOfWorkers() {
    var before = image.cluster().workers();
    var now = surroundings.workers();
    now.forEach((name, worker) -> tell(before.get(name), worker));
    before.keySet().stream()
        .filter(name -> !now.containsKey(name))
        .forEach(name -> log.info("Worker left: {}", name));
  }

  private static void tell(@Nullable WorkerNode before, WorkerNode now) {
    if (before == null) {
      log.info("Worker joined: {} with {} slots {}", now.assignedNode(), now.slots(), now.labels());
    } else if (!before.equals(now)) {
      log.info("Worker changed: {}, before {}", now, before);
    }
  }

  private void abdicate(Reply reply) {
    latch = null; // Not by the same node once more: the election decides anew.
    stepDown();
    answerRest(reply);
    rejoin.run();
  }

  private void stepDown() {
    if (term != null) {
      log.info("Leads no more; epoch {} is over.", term.epoch());
    }
    leading = false;
    term = null;
    claimed = null;
    image = LeaderImage.EMPTY;
  }

  private void answerRest(Reply reply) {
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
    leading = false;
    events.add(Signal.LATCH_CHANGED);
    try {
      thread.join(5_000); // A commit under way may end, so that its requests get their answer.
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    thread.interrupt();
  }
}
