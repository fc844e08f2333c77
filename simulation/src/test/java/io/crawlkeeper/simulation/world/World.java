package io.crawlkeeper.simulation.world;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.PriorityQueue;
import java.util.SplittableRandom;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Simulated time and all that is going to happen in it. Used by the thread that calls {@link #run}
 * and by the actors, of which at most one runs while that thread waits; so nothing is locked.
 */
public final class World {

  private record Event(long time, long order, Runnable action) implements Comparable<Event> {
    @Override
    public int compareTo(Event other) {
      var byTime = Long.compare(time, other.time);
      return byTime != 0 ? byTime : Long.compare(order, other.order);
    }
  }

  private final PriorityQueue<Event> events = new PriorityQueue<>();
  private final List<Actor> actors = new ArrayList<>();
  private final SplittableRandom random;
  private final Trace trace;
  private final Baton baton = new Baton();
  private @Nullable Throwable failure;
  private boolean over;
  private long order;
  private long now;

  public World(long seed, Trace trace) {
    this.random = new SplittableRandom(seed);
    this.trace = trace;
  }

  /** Nanoseconds since the world began. */
  public long now() {
    return now;
  }

  public SplittableRandom random() {
    return random;
  }

  public Trace trace() {
    return trace;
  }

  /** Notes something for people who read the trace. */
  public void tell(Supplier<String> what) {
    trace.line(() -> String.format(Locale.ROOT, "%9.4f s  %s", now / 1e9, what.get()));
  }

  /** Whether something happens that happens so many times in a million. */
  public boolean chance(int inMillion) {
    return random.nextInt(1_000_000) < inMillion;
  }

  /** Some time between the two, in nanoseconds. */
  public long between(Duration least, Duration most) {
    return random.nextLong(least.toNanos(), most.toNanos() + 1);
  }

  /** Lets something happen so many nanoseconds from now. */
  public void after(long nanos, Runnable action) {
    events.add(new Event(now + nanos, order++, action));
  }

  /**
   * Lets happen what happens until that time.
   *
   * @throws RuntimeException if an actor or an invariant broke
   */
  public void run(long until) {
    baton.take();
    while (failure == null && !events.isEmpty() && events.element().time <= until) {
      var event = events.remove();
      now = event.time;
      event.action.run();
    }
    now = Math.max(now, until);
    tellFailure();
  }

  private void tellFailure() {
    switch (failure) {
      case null -> {}
      case RuntimeException broken -> throw broken;
      case Error broken -> throw broken;
      case Throwable broken -> throw new IllegalStateException(broken);
    }
  }

  /** Tells where each actor waits. */
  public void tellWhereabouts() {
    actors.forEach(actor -> trace.line(actor::whereabouts));
  }

  /** Ends all actors. */
  public void end() {
    baton.take();
    over = true;
    failure = null;
    for (var i = 0; i < actors.size(); i++) {
      actors.get(i).end();
    }
  }

  boolean over() {
    return over;
  }

  void add(Actor actor) {
    actors.add(actor);
  }

  void remove(Actor actor) {
    actors.remove(actor);
  }

  Baton baton() {
    return baton;
  }

  void failed(Throwable by) {
    if (failure == null) {
      failure = by;
    }
  }
}
