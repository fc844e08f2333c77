package io.crawlkeeper.simulation.world;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;

/** A simulated process: it can be paused as a whole, it can die, and its clock can be wrong. */
public final class Host {

  /** The time of the world's clock when it began. */
  public static final Instant START = Instant.parse("2030-01-01T00:00:00Z");

  private final World world;
  private final String name;
  private final List<Actor> actors = new ArrayList<>();
  private final List<Runnable> deferred = new ArrayList<>();
  private boolean alive = true;
  private long pausedUntil;
  private long skew;

  public Host(World world, String name) {
    this.world = world;
    this.name = name;
  }

  public String name() {
    return name;
  }

  public boolean alive() {
    return alive;
  }

  public boolean paused() {
    return world.now() < pausedUntil;
  }

  public boolean running() {
    return alive && !paused();
  }

  /** Adds a thread to the process; it begins at once. */
  public Actor start(String thread, Runnable code) {
    var actor = new Actor(world, this, thread, name.hashCode() * 31 + thread.hashCode(), code);
    actors.add(actor);
    world.add(actor);
    world.after(0, actor::begin);
    return actor;
  }

  /** Lets something happen in this process, later if it is paused, and never if it is gone. */
  public void after(long nanos, Runnable action) {
    world.after(nanos, () -> whenResumed(action));
  }

  void whenResumed(Runnable action) {
    if (!alive) {
      return;
    }
    if (paused()) {
      deferred.add(action);
    } else {
      action.run();
    }
  }

  /** Stops all its threads for so long, as SIGSTOP or a long garbage collection does. */
  public void pause(long nanos) {
    pausedUntil = Math.max(pausedUntil, world.now() + nanos);
    var until = pausedUntil;
    world.after(
        nanos,
        () -> {
          if (until == pausedUntil) {
            resumeDeferred();
          }
        });
  }

  /** In the order in which they came, but not all at once. */
  private void resumeDeferred() {
    var now = List.copyOf(deferred);
    deferred.clear();
    var delay = 0L;
    for (var action : now) {
      delay += world.random().nextLong(500_000);
      world.after(delay, () -> whenResumed(action));
    }
  }

  public void crash() {
    alive = false;
    deferred.clear();
    for (var actor : actors) {
      world.after(0, actor::end);
    }
  }

  /** Sets the wall clock of the process off by so much. */
  public void skew(Duration by) {
    skew = by.toNanos();
  }

  /** What the process takes for the time. */
  public InstantSource clock() {
    return () -> START.plusNanos(world.now() + skew);
  }

  public long nanoTime() {
    return world.now();
  }
}
