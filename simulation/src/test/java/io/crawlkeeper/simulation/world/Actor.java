package io.crawlkeeper.simulation.world;

import java.util.Arrays;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A thread of a simulated process. Its code is ordinary blocking code; it runs while it has the
 * baton, and gives that up wherever it waits.
 */
public final class Actor {

  private static final ThreadLocal<Actor> CURRENT = new ThreadLocal<>();

  private final World world;
  private final Host host;
  private final String name;
  private final int number;
  private final Thread thread;
  private boolean started;
  private boolean over;
  private boolean resting;
  private boolean woken;
  private long ticket;

  Actor(World world, Host host, String name, int number, Runnable code) {
    this.world = world;
    this.host = host;
    this.name = name;
    this.number = number;
    this.thread = Thread.ofVirtual().unstarted(() -> live(code));
  }

  /** The one that runs now. */
  public static Actor current() {
    var current = CURRENT.get();
    if (current == null) {
      throw new IllegalStateException("not in an actor");
    }
    return current;
  }

  public static @Nullable Actor currentOrNull() {
    return CURRENT.get();
  }

  public Host host() {
    return host;
  }

  @Override
  public String toString() {
    return host.name() + "/" + name;
  }

  String whereabouts() {
    var frames =
        Arrays.stream(thread.getStackTrace())
            .map(StackTraceElement::toString)
            .filter(frame -> frame.contains("io.crawlkeeper"))
            .filter(frame -> !frame.contains("simulation.world"))
            .collect(Collectors.joining("\n    "));
    return this + " waits in\n    " + frames;
  }

  private void live(Runnable code) {
    CURRENT.set(this);
    world.baton().await();
    try {
      if (gone()) {
        return;
      }
      code.run();
    } catch (Crashed e) {
      // As it should.
    } catch (Throwable e) {
      world.failed(e);
    } finally {
      over = true;
      world.baton().giveBack();
    }
  }

  private boolean gone() {
    return world.over() || !host.alive();
  }

  /** Waits until {@link #resume} is called with what {@link #ticket} gave. */
  public void block() {
    stumbleIfGone();
    world.baton().giveBack();
    world.baton().await();
    stumbleIfGone();
  }

  private void stumbleIfGone() {
    if (gone()) {
      throw new Crashed();
    }
  }

  /** Names the wait that comes next. */
  public long ticket() {
    return ++ticket;
  }

  /** Ends the wait of that ticket, if it is still the present one. Called by the world's thread. */
  public void resume(long waited) {
    if (over || waited != ticket) {
      return;
    }
    if (host.alive() && host.paused()) {
      host.whenResumed(() -> resume(waited));
      return;
    }
    ticket++;
    run();
  }

  void begin() {
    resume(ticket());
  }

  private void run() {
    world.trace().mix(world.now(), number);
    if (!started) {
      started = true;
      thread.start();
    }
    world.baton().lend(thread);
    if (over) {
      world.remove(this);
    }
  }

  /** Lets so many nanoseconds pass. */
  public void sleep(long nanos) {
    var waited = ticket();
    world.after(nanos, () -> resume(waited));
    block();
  }

  /** Waits until somebody calls {@link #wake}, but at most so many nanoseconds. */
  public void rest(long nanos) {
    if (!woken) {
      var waited = ticket();
      resting = true;
      world.after(nanos, () -> resume(waited));
      block();
      resting = false;
    }
    woken = false;
  }

  /** Ends the rest of the actor, the present one or the next. */
  public void wake() {
    if (!woken) {
      woken = true;
      if (resting) {
        var waited = ticket;
        world.after(0, () -> resume(waited));
      }
    }
  }

  /** Makes it stumble over its next wait. */
  void end() {
    if (started && !over) {
      world.baton().lend(thread);
    }
    over = true;
  }
}
