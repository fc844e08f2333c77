package io.crawlkeeper.worker.run;

import io.crawlkeeper.model.Progress;
import io.crawlkeeper.model.Run;
import io.crawlkeeper.model.TaskSpec;
import io.crawlkeeper.model.WorkSpec;
import io.crawlkeeper.worker.Tasks;

/** The first attempt of a run that nobody stops. */
public record PlainAttempt(WorkSpec work) implements Attempt {

  @Override
  public Run run() {
    return Tasks.started("t", "worker-1.x", Tasks.START);
  }

  @Override
  public TaskSpec spec() {
    return new TaskSpec(work, null, null, null);
  }

  @Override
  public boolean afresh() {
    return false;
  }

  @Override
  public boolean mayAct() {
    return true;
  }

  @Override
  public boolean stopRequested() {
    return false;
  }

  @Override
  public void report(Progress progress) {}
}
