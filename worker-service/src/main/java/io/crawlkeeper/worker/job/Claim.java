package io.crawlkeeper.worker.job;

import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Decides how an attempt comes by the Job of its run, from what was read. Carried out step by step,
 * with everything read anew after each: the protocol is in ADR 0022.
 *
 * @param me what the attempt writes on its Job
 * @param afresh whether the attempt may make nothing of the Job of an attempt before it
 * @param parallel whether other runs of the task may be at work at the same time
 */
record Claim(JobTag me, boolean afresh, boolean parallel) {

  /** What is to be done next. */
  sealed interface Step {

    /** There is none: make one. */
    record Create() implements Step {}

    /** It is there and held by nobody else who may act: make it this attempt's, and let it run. */
    record TakeOver(FoundJob job) implements Step {}

    /** It must not run beside this attempt's. */
    record Remove(FoundJob job) implements Step {}

    /** It goes. */
    record AwaitGone(FoundJob job) implements Step {}

    /** It is this attempt's, or has ended: all that is left is to see how it ends. */
    record Follow(FoundJob job) implements Step {}

    /** A later attempt has it. */
    record Superseded(FoundJob job) implements Step {}

    /** Its name is taken by somebody else's. */
    record Foreign(FoundJob job) implements Step {}
  }

  /**
   * @param named the Job of the name that this attempt's has; null if there is none
   * @param ofTask all Jobs of the task
   */
  Step next(@Nullable FoundJob named, List<FoundJob> ofTask) {
    var step = named == null ? null : whileThere(named);
    if (step != null) {
      return step;
    }
    for (var other : ofTask) {
      var inTheWay = named != null && same(named, other) ? null : inTheWay(other);
      if (inTheWay != null) {
        return inTheWay;
      }
    }
    return named == null ? new Step.Create() : new Step.TakeOver(named);
  }

  /** Null if the Job can be taken over as soon as no other is in the way. */
  private @Nullable Step whileThere(FoundJob named) {
    var tag = named.tag();
    if (tag == null || !tag.run().id().equals(me.run().id())) {
      return new Step.Foreign(named);
    }
    if (tag.attempt() > me.attempt()) {
      return new Step.Superseded(named);
    }
    if (named.condition().deleting()) {
      return new Step.AwaitGone(named);
    }
    if (tag.attempt() == me.attempt() && !tag.token().equals(me.token())) {
      return new Step.Foreign(named);
    }
    if (afresh && tag.attempt() < me.attempt()) {
      return new Step.Remove(named);
    }
    var mine = tag.attempt() == me.attempt() && !named.condition().suspended();
    return mine || !named.underWay() ? new Step.Follow(named) : null;
  }

  /** A Job of an earlier try of the run; of another run, if they must not be at work together. */
  private @Nullable Step inTheWay(FoundJob other) {
    var tag = other.tag();
    if (tag == null || !other.underWay()) {
      return null;
    }
    var ofRun = tag.run().id().equals(me.run().id());
    if (ofRun && tag.attempt() > me.attempt()) {
      return new Step.Superseded(other);
    }
    if (!ofRun && parallel) {
      return null;
    }
    return other.condition().deleting() ? new Step.AwaitGone(other) : new Step.Remove(other);
  }

  private static boolean same(FoundJob one, FoundJob other) {
    return Objects.equals(one.ref().uid(), other.ref().uid());
  }
}
