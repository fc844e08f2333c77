package io.crawlkeeper.worker.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.crawlkeeper.worker.job.Claim.Step;
import io.crawlkeeper.worker.job.FoundJob.Condition;
import io.crawlkeeper.worker.job.FoundJob.End;
import io.crawlkeeper.worker.run.RunKey;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ClaimTest {
  private static final Condition SUSPENDED = new Condition(true, false, false, null);
  private static final Condition AT_WORK = new Condition(false, false, false, null);
  private static final Condition GOING = new Condition(false, true, false, null);
  private static final Condition OVER =
      new Condition(false, false, false, new End(false, "BackoffLimitExceeded", ""));

  private static JobTag tag(String run, int attempt) {
    return new JobTag(
        new RunKey(run, "t", 7),
        attempt,
        run + "/" + attempt + "/w" + attempt,
        Duration.ofHours(1));
  }

  private static FoundJob job(String name, @Nullable JobTag tag, Condition condition) {
    return new FoundJob(new JobRef("ns", name, "uid-" + name, "1"), tag, condition);
  }

  private static Step next(int attempt, @Nullable FoundJob named, FoundJob... others) {
    return new Claim(tag("7-1", attempt), false, false).next(named, List.of(others));
  }

  @Test
  void makesAJobWhereThereIsNone() {
    assertThat(next(1, null)).isEqualTo(new Step.Create());
  }

  @Test
  void letsItsOwnJobRunOnlyOnceNothingElseIsInTheWay() {
    var own = job("a", tag("7-1", 1), SUSPENDED);
    var earlier = job("b", tag("7-0", 3), AT_WORK);
    var going = job("b", tag("7-0", 3), GOING);

    assertThat(next(1, own, own, earlier)).isEqualTo(new Step.Remove(earlier));
    assertThat(next(1, own, own, going)).isEqualTo(new Step.AwaitGone(going));
    assertThat(next(1, own, own)).isEqualTo(new Step.TakeOver(own));
  }

  @Test
  void leavesOtherRunsAloneWhereTheyMayOverlap() {
    var own = job("a", tag("7-1", 1), SUSPENDED);
    var other = job("b", tag("7-0", 3), AT_WORK);
    var claim = new Claim(tag("7-1", 1), false, true);

    assertThat(claim.next(own, List.of(own, other))).isEqualTo(new Step.TakeOver(own));
  }

  @Test
  void removesAnEarlierTryOfTheSameRunAlsoWhereRunsMayOverlap() {
    var own = job("a", tag("7-1", 2), SUSPENDED);
    var before = job("b", tag("7-1", 1), AT_WORK);
    var claim = new Claim(tag("7-1", 2), false, true);

    assertThat(claim.next(own, List.of(own, before))).isEqualTo(new Step.Remove(before));
  }

  @Test
  void leavesWhatHasEndedAlone() {
    var own = job("a", tag("7-1", 2), SUSPENDED);
    var before = job("b", tag("7-1", 1), OVER);

    assertThat(next(2, own, own, before)).isEqualTo(new Step.TakeOver(own));
  }

  @Test
  void goesOnWithTheJobOfTheAttemptBefore() {
    var before = job("a", tag("7-1", 1), AT_WORK);

    assertThat(next(2, before, before)).isEqualTo(new Step.TakeOver(before));
    assertThat(next(1, before, before)).isEqualTo(new Step.Follow(before));
  }

  @Test
  void readsTheEndOfAJobThatEndedMeanwhile() {
    var before = job("a", tag("7-1", 1), OVER);

    assertThat(next(2, before, before)).isEqualTo(new Step.Follow(before));
  }

  @Test
  void beginsAnewOnlyWhenTheOldIsGone() {
    var before = job("a", tag("7-1", 1), AT_WORK);
    var going = job("a", tag("7-1", 1), GOING);
    var afresh = new Claim(tag("7-1", 2), true, false);

    assertThat(afresh.next(before, List.of(before))).isEqualTo(new Step.Remove(before));
    assertThat(afresh.next(going, List.of(going))).isEqualTo(new Step.AwaitGone(going));
    assertThat(afresh.next(null, List.of())).isEqualTo(new Step.Create());
    var own = job("a", tag("7-1", 2), SUSPENDED);
    assertThat(afresh.next(own, List.of(own))).isEqualTo(new Step.TakeOver(own));
  }

  @Test
  void givesWayToALaterAttempt() {
    var later = job("a", tag("7-1", 3), AT_WORK);
    var own = job("b", tag("7-1", 2), SUSPENDED);

    assertThat(next(2, later, later)).isEqualTo(new Step.Superseded(later));
    assertThat(next(2, own, own, later)).isEqualTo(new Step.Superseded(later));
  }

  @Test
  void refusesAJobThatIsNotItsRuns() {
    var other = job("a", tag("8-1", 1), AT_WORK);
    var nobodys = job("a", null, AT_WORK);
    var sameNumber =
        job("a", new JobTag(new RunKey("7-1", "t", 7), 1, "other", Duration.ofHours(1)), AT_WORK);

    assertThat(next(1, other)).isEqualTo(new Step.Foreign(other));
    assertThat(next(1, nobodys)).isEqualTo(new Step.Foreign(nobodys));
    assertThat(next(1, sameNumber)).isEqualTo(new Step.Foreign(sameNumber));
  }
}
