package io.crawlkeeper.simulation.world;

import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/** Who may run: the world, or one of the actors. Cheap on virtual threads. */
final class Baton {

  private volatile @Nullable Thread world;
  private volatile @Nullable Thread holder;

  /** By the thread that runs the world. */
  void take() {
    world = Thread.currentThread();
    holder = world;
  }

  /** Lets the actor run until it gives the baton back. */
  void lend(Thread actor) {
    holder = actor;
    LockSupport.unpark(actor);
    await();
  }

  void giveBack() {
    var to = world;
    holder = to;
    LockSupport.unpark(to);
  }

  /** Waits for the baton; an interrupt is kept for later. */
  void await() {
    var interrupted = false;
    while (holder != Thread.currentThread()) {
      LockSupport.park(this);
      interrupted |= Thread.interrupted();
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
