package io.crawlkeeper.master.placement;

import static io.crawlkeeper.master.Images.images;
import static org.assertj.core.api.Assertions.assertThat;

import io.crawlkeeper.master.Images;
import io.crawlkeeper.master.cluster.ClusterImage;
import io.crawlkeeper.model.LedgerBuilder;
import io.crawlkeeper.model.Run;
import io.crawlkeeper.model.RunState;
import io.crawlkeeper.model.TaskSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PlacementTest {

  private static final Map<String, String> EU = Map.of("region", "eu");

  @Test
  void choosesTheLeastLoadedByWeight() {
    var image =
        images().worker("a").worker("b").task("heavy", 5, Map.of(), "a").tasks(3, "t", "b").image();

    assertThat(Placement.choose(image, Images.draft("new").spec()))
        .get()
        .extracting("name")
        .isEqualTo("b");
  }

  @Test
  void choosesOnlyAWorkerThatHasTheRequiredLabels() {
    var image = images().worker("a").worker("b", EU).tasks(9, "t", "b").image();

    assertThat(Placement.choose(image, Images.draft("new", 1, EU).spec()))
        .get()
        .extracting("name")
        .isEqualTo("b");
    assertThat(Placement.choose(image, Images.draft("new", 1, Map.of("gpu", "yes")).spec()))
        .isEmpty();
  }

  @Test
  void placesWhatIsToBeRenderedOnlyWhereThereIsABrowser() {
    var blind = images().worker("a").rendered("page").image();

    assertThat(reconcile(blind)).isEmpty();
    assertThat(Placement.explain(blind, Images.existing(blind, "page")).reason())
        .contains("render=true");
    var image = images().worker("a").worker("b", TaskSpec.RENDERS).rendered("page").image();
    assertThat(reconcile(image)).containsExactly(new Move("page", null, "b"));
  }

  @Test
  void placesATaskOnlyWhereItsKindIsOffered() {
    var without = images().worker("a").plugin("copy", "sftp", "").image();

    assertThat(reconcile(without)).isEmpty();
    assertThat(Placement.explain(without, Images.existing(without, "copy")).reason())
        .isEqualTo("No worker offers sftp; it will be placed as soon as one joins that does.");
    assertThat(Placement.explain(without, Images.existing(without, "copy")).candidates())
        .extracting("verdict")
        .containsExactly("does not offer sftp");

    var image =
        images().worker("a").workerOf("b", "crawl", "sftp").plugin("copy", "sftp", "").image();
    assertThat(reconcile(image)).containsExactly(new Move("copy", null, "b"));
  }

  @Test
  void takesATaskFromAWorkerThatDoesNotOfferItsKind() {
    var image = images().worker("a").plugin("copy", "sftp", "a").image();

    assertThat(reconcile(image)).containsExactly(new Move("copy", "a", null));
  }

  @Test
  void givesNoWorkerAKindThatItLacksToBalance() {
    var images = images().workerOf("a", "crawl", "sftp").worker("b").workerOf("c", "sftp");
    for (var i = 0; i < 9; i++) {
      images.plugin("copy-" + i, "sftp", "a");
    }
    var image = images.tasks(3, "crawl", "a").image();

    var moves = Placement.rebalance(image, false);

    assertThat(moves).extracting(Move::to).contains("b", "c");
    assertThat(moves).allMatch(move -> move.task().startsWith("crawl") == "b".equals(move.to()));
  }

  @Test
  void movesOnlyTheTasksOfALostWorker() {
    var image =
        images()
            .worker("a")
            .worker("b")
            .tasks(4, "a", "a")
            .tasks(4, "b", "b")
            .tasks(4, "lost", "c")
            .image();

    var moves = reconcile(image);

    assertThat(moves)
        .hasSize(4)
        .allMatch(move -> move.task().startsWith("lost") && "c".equals(move.from()));
    assertThat(loads(after(image, moves))).containsExactly(6L, 6L);
  }

  @Test
  void placesTasksThatWaited() {
    var image = images().tasks(3, "t", "").worker("a").image();

    assertThat(reconcile(image)).extracting(Move::to).containsExactly("a", "a", "a");
  }

  @Test
  void leavesTasksWaitingWhereNobodyFits() {
    var image = images().worker("a").task("t", 1, EU, "").image();

    assertThat(reconcile(image)).isEmpty();
    assertThat(Placement.explain(image, Images.existing(image, "t")).reason())
        .contains("region=eu");
  }

  @Test
  void saysHowATaskEndedThatIsOver() {
    for (var worker : List.of("", "a")) {
      var image = images().plugin("report", "page", worker).image();
      var entry = Images.existing(image, "report");
      var task = entry.task();
      var start = Images.START;
      var run =
          Run.queued("1-1", task, Run.Cause.TICK, start, start)
              .started("a", start)
              .ended(RunState.Ended.FAILED, "status 500", start.plusSeconds(5));
      var ledger = LedgerBuilder.of(task, start).runs(2).tick(1).last(run).build();
      image = Images.with(image, ledger);

      assertThat(Placement.explain(image, entry).reason())
          .isEqualTo(
              "It is over and needs no worker. Its run 1-1 failed at 2026-03-01T12:00:05Z:"
                  + " status 500");
    }
  }

  @Test
  void takesATaskFromAWorkerThatNoLongerFits() {
    var image = images().worker("a").task("t", 1, EU, "a").image();

    assertThat(reconcile(image)).containsExactly(new Move("t", "a", null));
  }

  @Test
  void givesAJoiningWorkerNoMoreThanBalanceNeeds() {
    var image =
        images()
            .worker("a")
            .worker("b")
            .worker("new")
            .tasks(6, "a", "a")
            .tasks(6, "b", "b")
            .image();

    var moves = reconcile(image);

    assertThat(moves).hasSize(2).allMatch(move -> "new".equals(move.to()));
    assertThat(loads(after(image, moves))).allMatch(load -> load <= 12 / 3 + 1);
  }

  @Test
  void doesNotMoveARunningCrawlToBalance() {
    var images = images().worker("a").worker("new").tasks(4, "t", "a");
    for (var i = 0; i < 4; i++) {
      images.running("t-00" + i);
    }

    assertThat(reconcile(images.image())).isEmpty();
  }

  @Test
  void balancesAmongThoseWorkersThatRequiredLabelsLeave() {
    var images = images().worker("eu-1", EU).worker("eu-2", EU).worker("us");
    for (var i = 0; i < 10; i++) {
      images.task("t-" + i, 1, EU, "eu-1");
    }

    var moves = reconcile(images.image());

    assertThat(loads(after(images.image(), moves))).containsExactly(5L, 5L, 0L);
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
  void keepsEveryWorkerWithinTheMeanPlusOneAndThenRests(long seed) {
    var random = new Random(seed);
    var images = images();
    var workers = 2 + random.nextInt(6);
    for (var i = 0; i < workers; i++) {
      images.worker("w" + i);
    }
    var tasks = random.nextInt(100);
    for (var i = 0; i < tasks; i++) {
      images.task(
          "t" + i, 1, Map.of(), random.nextInt(4) == 0 ? "" : "w" + random.nextInt(workers + 2));
    }

    var after = after(images.image(), reconcile(images.image()));

    assertThat(after.assignments()).hasSize(tasks);
    assertThat(loads(after)).allMatch(load -> load <= (double) tasks / workers + 1);
    assertThat(reconcile(after)).isEmpty();
  }

  @Test
  void isTheSameOnEveryMaster() {
    var one = images().worker("a").worker("b").tasks(9, "t", "gone").image();
    var other = images().worker("b").worker("a").tasks(9, "t", "gone").image();

    assertThat(reconcile(one)).isEqualTo(reconcile(other));
  }

  /** All moves that are due, without what lets owners let go first. */
  private static List<Move> reconcile(ClusterImage image) {
    var moves = new ArrayList<>(Placement.house(image));
    moves.addAll(Placement.rebalance(after(image, moves), false));
    return moves;
  }

  private static ClusterImage after(ClusterImage image, List<Move> moves) {
    var result = image;
    for (var move : moves) {
      result = Moves.apply(result, Images.existing(result, move.task()), move.to());
    }
    return result;
  }

  private static List<Long> loads(ClusterImage image) {
    return image.workers().keySet().stream().map(image::load).toList();
  }
}
