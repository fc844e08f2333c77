package io.crawlkeeper.worker.run;

import io.crawlkeeper.model.Progress;
import io.crawlkeeper.model.Run;
import io.crawlkeeper.model.Run.Outcome;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** An attempt that ends when the test says so. */
public final class FakeAttempt implements UnderWay {

  private final Run run;
  private final Consumer<UnderWay> over;
  private final BooleanSupplier endWhenStopped;
  private @Nullable Outcome outcome;
  private boolean ended;
  private boolean stopped;

  /**
   * @param endWhenStopped whether it ends, without an outcome, as soon as it is told to stop
   */
  public FakeAttempt(Run run, Consumer<UnderWay> over, BooleanSupplier endWhenStopped) {
    this.run = run;
    this.over = over;
    this.endWhenStopped = endWhenStopped;
  }

  public boolean ended() {
    return ended;
  }

  public boolean stopped() {
    return stopped;
  }

  public void end(@Nullable Outcome how) {
    outcome = how;
    ended = true;
    over.accept(this);
  }

  @Override
  public Run run() {
    return run;
  }

  @Override
  public Progress progress() {
    return run.progress();
  }

  @Override
  public @Nullable Outcome outcome() {
    return outcome;
  }

  @Override
  public void stop() {
    stopped = true;
    if (endWhenStopped.getAsBoolean()) {
      end(null);
    }
  }
}
