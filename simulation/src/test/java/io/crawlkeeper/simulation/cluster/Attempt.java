package io.crawlkeeper.simulation.cluster;

import io.crawlkeeper.model.Progress;
import io.crawlkeeper.model.Run;
import io.crawlkeeper.model.Run.Outcome;
import io.crawlkeeper.model.RunState.Ended;
import io.crawlkeeper.simulation.world.Host;
import io.crawlkeeper.simulation.world.World;
import io.crawlkeeper.worker.run.UnderWay;
import java.time.Duration;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Takes its time, and fails at times. */
final class Attempt implements UnderWay {

  private static final int FAILS = 200_000;
  private static final int TAKES_LONG = 100_000;

  private final World world;
  private final Host host;
  private final Run run;
  private final Consumer<UnderWay> over;
  private @Nullable Outcome outcome;
  private boolean ended;

  Attempt(World world, Host host, Run run, Consumer<UnderWay> over) {
    this.world = world;
    this.host = host;
    this.run = run;
    this.over = over;
    host.after(duration(), () -> end(outcomeOfAll()));
  }

  private long duration() {
    return world.chance(TAKES_LONG)
        ? world.between(Duration.ofSeconds(20), Duration.ofSeconds(60))
        : world.between(Duration.ofMillis(50), Duration.ofSeconds(8));
  }

  private Outcome outcomeOfAll() {
    return world.chance(FAILS)
        ? new Outcome(Ended.FAILED, Progress.NONE, null, "as it happens")
        : new Outcome(Ended.SUCCEEDED, Progress.NONE, run.id() + "/" + run.attempt(), null);
  }

  private void end(@Nullable Outcome how) {
    if (!ended) {
      ended = true;
      outcome = how;
      over.accept(this);
    }
  }

  @Override
  public Run run() {
    return run;
  }

  @Override
  public Progress progress() {
    return Progress.NONE;
  }

  @Override
  public @Nullable Outcome outcome() {
    return outcome;
  }

  @Override
  public void stop() {
    host.after(world.between(Duration.ofMillis(1), Duration.ofMillis(500)), () -> end(null));
  }
}
