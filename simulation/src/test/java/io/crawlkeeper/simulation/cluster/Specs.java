package io.crawlkeeper.simulation.cluster;

import io.crawlkeeper.model.CrawlBuilder;
import io.crawlkeeper.model.JobBuilder;
import io.crawlkeeper.model.JobSpec;
import io.crawlkeeper.model.RunSpec;
import io.crawlkeeper.model.RunSpec.RetrySpec;
import io.crawlkeeper.model.RunSpec.WorkerLoss;
import io.crawlkeeper.model.ScheduleBuilder;
import io.crawlkeeper.model.ScheduleSpec;
import io.crawlkeeper.model.ScheduleSpec.CatchUpSpec;
import io.crawlkeeper.model.ScheduleSpec.Misfire;
import io.crawlkeeper.model.ScheduleSpec.Overlap;
import io.crawlkeeper.model.TaskSpec;
import io.crawlkeeper.simulation.world.World;
import java.time.Duration;
import java.time.Instant;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/** Wishes of users. */
final class Specs {

  private static final JobSpec CONTAINER = JobBuilder.of("report:1").build();

  private final World world;
  private final SplittableRandom random;

  Specs(World world) {
    this.world = world;
    this.random = world.random();
  }

  TaskSpec next(Instant now) {
    var crawl = CrawlBuilder.of("http://site-" + random.nextInt(2) + ".example/").build();
    var work = random.nextInt(3) == 0 ? CONTAINER : crawl;
    return new TaskSpec(work, schedule(now), run(), null);
  }

  private @Nullable ScheduleSpec schedule(Instant now) {
    var kind = random.nextInt(10);
    if (kind == 0) {
      return null;
    }
    var startAt = random.nextInt(4) == 0 || kind == 1 ? now.plusSeconds(random.nextInt(30)) : null;
    var endAt = random.nextInt(8) == 0 ? now.plusSeconds(60 + random.nextInt(60)) : null;
    return ticks(kind)
        .startAt(startAt)
        .endAt(endAt)
        .jitter(random.nextInt(3) == 0 ? Duration.ofSeconds(2) : null)
        .paused(random.nextInt(6) == 0)
        .overlap(one(Overlap.values()))
        .overlapLimit(random.nextInt(2) == 0 ? 2 : null)
        .misfire(one(Misfire.values()))
        .catchUp(
            new CatchUpSpec(
                random.nextInt(3) == 0 ? Duration.ofSeconds(20) : null,
                random.nextInt(3) == 0 ? 3 : null))
        .build();
  }

  private ScheduleBuilder ticks(int kind) {
    if (kind >= 7) {
      return ScheduleBuilder.cron("*/" + (random.nextBoolean() ? 5 : 15) + " * * * * *");
    }
    return kind >= 2
        ? ScheduleBuilder.every(Duration.ofSeconds(3 + random.nextInt(25)))
        : ScheduleBuilder.once();
  }

  private RunSpec run() {
    return new RunSpec(
        random.nextInt(3) == 0 ? Duration.ofSeconds(15) : null,
        new RetrySpec(
            1 + random.nextInt(3),
            Duration.ofNanos(world.between(Duration.ofMillis(200), Duration.ofSeconds(3))),
            null),
        one(WorkerLoss.values()),
        null);
  }

  private <T> T one(T[] of) {
    return of[random.nextInt(of.length)];
  }
}
