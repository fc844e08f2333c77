package io.crawlkeeper.simulation.world;

/** The process of the actor is gone. No code catches it. */
final class Crashed extends Error {
  private static final long serialVersionUID = 1;

  Crashed() {
    super(null, null, false, false);
  }
}
