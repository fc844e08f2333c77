package io.crawlkeeper.master.leader;

import static io.crawlkeeper.master.Images.START;
import static io.crawlkeeper.master.Images.draft;
import static io.crawlkeeper.master.Images.existing;
import static io.crawlkeeper.master.Images.node;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.crawlkeeper.master.Images;
import io.crawlkeeper.master.cluster.OpenBackfill;
import io.crawlkeeper.master.cluster.OpenBackfill.State;
import io.crawlkeeper.model.Assignment;
import io.crawlkeeper.model.Backfill;
import io.crawlkeeper.model.Ledger;
import io.crawlkeeper.model.LedgerBuilder;
import io.crawlkeeper.model.Run;
import io.crawlkeeper.model.RunRequest;
import io.crawlkeeper.model.RunRequest.Kind;
import io.crawlkeeper.model.RunState;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class AskingTest {

  private final PureLeader leader = new PureLeader();

  @BeforeEach
  void placeATask() {
    leader.change(image -> image.withWorkers(image.workers().plus("a.1", node("a.1", Map.of()))));
    ask(new Request.Create(draft("t"), null, "create", false));
  }

  @Test
  void queuesARunAndWakesTheOwnerInTheSameDecision() {
    assertThat(run("op-1")).isEqualTo(requested("100-r1"));

    assertThat(queue()).extracting(RunRequest::run).containsExactly("100-r1");
    assertThat(assignment().request()).isEqualTo(1);
  }

  @Test
  void queuesARunOfATaskThatWaitsForAWorker() {
    leader.change(image -> image.withoutAssignment("t"));

    assertThat(run("op-1")).isEqualTo(requested("100-r1"));
    leader.keepUp(START);

    assertThat(assignment().request()).isEqualTo(1);
  }

  @Test
  void makesOneRunOfAnOperationThatIsRepeated() {
    run("op-1");
    run("op-2");
    takenUp(2);

    assertThat(run("op-1")).isEqualTo(requested("100-r1"));
    assertThat(leader.cluster().lastRequest(existing(leader.cluster(), "t"))).isEqualTo(2);
  }

  @Test
  void makesOneRunOfAKey() {
    var key = new Request.Key("k", "run t");
    ask(new Request.RunNow("t", key, "op-1", false));

    assertThat(ask(new Request.RunNow("t", key, "op-2", false))).isEqualTo(requested("100-r1"));
    assertThat(ask(new Request.RunNow("t", new Request.Key("k", "else"), "op-3", false)))
        .isEqualTo(new Reply.KeyReused());
    ask(new Request.Delete("t", null, "op-4", false));
    ask(new Request.Create(draft("t"), null, "op-5", false));
    assertThat(ask(new Request.RunNow("t", key, "op-6", false))).isEqualTo(new Reply.KeySpent("t"));
  }

  @Test
  void takesNoMoreThanAHundredRequestsThatWait() {
    for (var i = 0; i < 100; i++) {
      assertThat(run("op-" + i)).isInstanceOf(Reply.Requested.class);
    }

    assertThat(run("one more")).isEqualTo(new Reply.QueueFull("t"));
    takenUp(1);
    assertThat(run("one more")).isEqualTo(requested("100-r101"));
  }

  @Test
  void dropsWhatWasTakenUpSomeTimeAgo() {
    run("op-1");
    run("op-2");
    takenUp(1);
    leader.keepUp(START.plus(Duration.ofMinutes(4)));
    assertThat(queue()).hasSize(2);

    leader.keepUp(START.plus(Duration.ofMinutes(5)));
    assertThat(queue()).extracting(RunRequest::number).containsExactly(2L);

    takenUp(2);
    leader.keepUp(START.plus(Duration.ofMinutes(5)));
    assertThat(queue()).isEmpty();
    assertThat(run("op-3")).isEqualTo(requested("100-r3"));
  }

  @Test
  void countsTheRunsThatRequestsHaveBecome() {
    var task = existing(leader.cluster(), "t").task();
    var live =
        IntStream.rangeClosed(1, 99)
            .mapToObj(i -> Run.queued("100-r" + i, task, Run.Cause.REQUEST, null, START))
            .toList();
    tell(ledger(99, live, List.of()));

    assertThat(run("op-1")).isEqualTo(requested("100-r100"));
    assertThat(run("op-2")).isEqualTo(new Reply.QueueFull("t"));
    assertThat(cancel("100-r1", "op-3")).isEqualTo(requested("100-r1"));
    assertThat(ask(backfill(0, "op-4"))).isInstanceOf(Reply.Requested.class);
  }

  @Test
  void takesCancelsUntilTwoHundredRequestsWait() {
    for (var i = 1; i <= 100; i++) {
      run("op-" + i);
    }
    for (var i = 1; i <= 100; i++) {
      assertThat(cancel("100-r" + i, "end-" + i)).isEqualTo(requested("100-r" + i));
    }
    live("100-1");

    assertThat(cancel("100-1", "one more")).isEqualTo(new Reply.QueueFull("t"));
  }

  @Test
  void takesNoMoreThanTenBackfillsThatAreNotThrough() {
    for (var i = 1; i <= 4; i++) {
      ask(backfill(0, "op-" + i));
    }
    var open = queue().stream().flatMap(request -> Stream.ofNullable(request.backfill())).toList();
    tell(ledger(4, List.of(), open));
    for (var i = 5; i <= 10; i++) {
      assertThat(ask(backfill(0, "op-" + i))).isInstanceOf(Reply.Requested.class);
    }

    assertThat(ask(backfill(0, "op-11"))).isEqualTo(new Reply.QueueFull("t"));
    assertThat(ask(backfill(0, "op-5"))).isInstanceOf(Reply.Requested.class);
    assertThat(run("op-12")).isEqualTo(requested("100-r11"));
  }

  @Test
  void knowsARequestAgainThoughManyWereTakenUpSince() {
    for (var i = 1; i <= 150; i++) {
      run("op-" + i);
      takenUp(i);
    }

    assertThat(run("op-1")).isEqualTo(requested("100-r1"));
    for (var i = 151; i <= 300; i++) {
      run("op-" + i);
      takenUp(i);
    }
    assertThat(queue()).hasSizeLessThanOrEqualTo(201);
  }

  @Test
  void givesNoNumberTwiceThoughTheQueueWasDeleted() {
    run("op-1");
    run("op-2");
    takenUp(2);
    leader.change(image -> image.withoutRequests(100));

    assertThat(run("op-3")).isEqualTo(requested("100-r3"));
  }

  @Test
  void cancelsARunThatIsLive() {
    live("100-1");

    assertThat(cancel("100-1", "op-1")).isEqualTo(requested("100-1"));
    assertThat(cancel("100-1", "op-2")).isEqualTo(requested("100-1"));

    assertThat(queue())
        .singleElement()
        .satisfies(request -> assertThat(request.kind()).isEqualTo(RunRequest.Kind.CANCEL))
        .hasFieldOrPropertyWithValue("run", "100-1");
    assertThat(assignment().request()).isEqualTo(1);
  }

  @Test
  void cancelsARunThatWasOnlyAskedFor() {
    run("op-1");

    assertThat(cancel("100-r1", "op-2")).isEqualTo(requested("100-r1"));
    assertThat(queue()).hasSize(2);
  }

  @Test
  void saysThatARunHasEndedOrIsNotKnown() {
    var task = existing(leader.cluster(), "t").task();
    var run =
        Run.queued("100-1", task, Run.Cause.TICK, START, START)
            .ended(RunState.Ended.CANCELLED, "so", START);
    tell(Images.ledger(task, run));

    assertThat(cancel("100-1", "op-1")).isEqualTo(new Reply.RunEnded("100-1"));
    assertThat(cancel("100-2", "op-2")).isEqualTo(new Reply.NoRun("100-2"));
    assertThat(cancel("7-1", "op-3")).isEqualTo(new Reply.NoRun("7-1"));
    assertThat(cancel("nonsense", "op-4")).isEqualTo(new Reply.NoRun("nonsense"));
  }

  @Test
  void queuesABackfillWithTheScheduleOfThatTime() {
    var backfill = backfill(0, "op-1");

    var first = ask(backfill);
    assertThat(first).hasFieldOrPropertyWithValue("run", "100-r1");
    assertThat(ask(backfill)).isEqualTo(first);
    assertThat(ask(backfill(3, "op-2"))).isEqualTo(new Reply.Stale("t", 0));

    var queued = requireNonNull(queue().getFirst().backfill());
    assertThat(queued.next()).isEqualTo(START.minusSeconds(60));
    assertThat(queued.to()).isEqualTo(START);
    assertThat(queued.request()).isEqualTo(1);
  }

  @Test
  void asksTheOwnerToEndABackfillThatIsNotThrough() {
    ask(backfill(0, "op-1"));
    assertThat(open()).extracting(OpenBackfill::state).containsExactly(State.REQUESTED);

    assertThat(cancelBackfill("100-r1", "op-2")).isEqualTo(requested("100-r1"));
    assertThat(cancelBackfill("100-r1", "op-2")).isEqualTo(requested("100-r1"));
    assertThat(cancelBackfill("100-r1", "op-3")).isEqualTo(requested("100-r1"));

    assertThat(queue()).extracting(RunRequest::kind).containsExactly(Kind.BACKFILL, Kind.CANCEL);
    assertThat(open()).extracting(OpenBackfill::state).containsExactly(State.CANCELLING);
    takenUp(2);
    assertThat(open()).isEmpty();
    assertThat(cancelBackfill("100-r1", "op-4")).isEqualTo(new Reply.NoBackfill("100-r1"));
  }

  @Test
  void endsNoBackfillThatThereIsNot() {
    run("op-1");
    assertThat(cancelBackfill("100-r1", "op-2")).isEqualTo(new Reply.NoBackfill("100-r1"));
    assertThat(cancelBackfill("x", "op-3")).isEqualTo(new Reply.NoBackfill("x"));
    ask(backfill(0, "op-4"));
    assertThat(cancel("100-r2", "op-5")).isEqualTo(new Reply.NoRun("100-r2"));
    assertThat(ask(new Request.CancelBackfill("u", "100-r2", "op-6", false)))
        .isEqualTo(new Reply.Absent("u"));
  }

  private List<OpenBackfill> open() {
    return OpenBackfill.of(leader.cluster(), existing(leader.cluster(), "t"));
  }

  private Reply cancelBackfill(String id, String operation) {
    return ask(new Request.CancelBackfill("t", id, operation, false));
  }

  @Test
  void leavesNoRequestsOfADeletedTask() {
    run("op-1");
    ask(new Request.Delete("t", null, "op-2", false));

    assertThat(leader.cluster().requests()).isEmpty();
    assertThat(run("op-3")).isEqualTo(new Reply.Absent("t"));
  }

  @Test
  void doesNothingInADryRun() {
    assertThat(ask(new Request.RunNow("t", null, "op", true))).isEqualTo(requested("100-r1"));
    assertThat(leader.cluster().requests()).isEmpty();
  }

  private Reply run(String operation) {
    return ask(new Request.RunNow("t", null, operation, false));
  }

  private Reply cancel(String run, String operation) {
    return ask(new Request.CancelRun(run, operation, false));
  }

  private static Request backfill(int version, String operation) {
    return new Request.BackfillTicks(
        "t", START.minusSeconds(60), START, version, null, operation, false);
  }

  private Reply ask(Request request) {
    return leader.ask(request, START);
  }

  private Reply requested(String run) {
    return new Reply.Requested(existing(leader.cluster(), "t"), run, null);
  }

  private List<RunRequest> queue() {
    return leader.cluster().requests(existing(leader.cluster(), "t")).requests();
  }

  private Assignment assignment() {
    return requireNonNull(leader.cluster().assignment("t"));
  }

  private void live(String id) {
    var task = existing(leader.cluster(), "t").task();
    tell(Images.ledger(task, Run.queued(id, task, Run.Cause.TICK, START, START)));
  }

  private void takenUp(long request) {
    tell(ledger(request));
  }

  private static Ledger ledger(long request) {
    return ledger(request, List.of(), List.of());
  }

  private static Ledger ledger(long request, List<Run> live, List<Backfill> backfills) {
    return LedgerBuilder.of("t", 100).request(request).live(live).backfills(backfills).build();
  }

  private void tell(Ledger ledger) {
    leader.change(image -> Images.with(image, ledger));
  }
}
