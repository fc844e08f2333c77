package io.crawlkeeper.worker.job;

import io.crawlkeeper.model.JobSpec;
import io.crawlkeeper.model.Progress;
import io.crawlkeeper.model.Run;
import io.crawlkeeper.model.Run.Outcome;
import io.crawlkeeper.model.RunState.Ended;
import io.crawlkeeper.model.ScheduleSpec.Overlap;
import io.crawlkeeper.worker.run.Attempt;
import io.crawlkeeper.worker.run.RunKey;
import io.crawlkeeper.worker.run.RunLog;
import io.crawlkeeper.worker.run.TaskExecutor;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Carries out containers. A run is one Job, whichever attempts and workers look after it: an
 * attempt that ends early leaves the Job at work, and the next one goes on with it. One instance
 * serves all runs of a process.
 */
public final class JobExecutor implements TaskExecutor, AutoCloseable {

  private final JobCluster cluster;
  private final JobSettings settings;
  private final Leftovers leftovers;
  private final Set<Reporter> underWay = ConcurrentHashMap.newKeySet();

  /**
   * @param cluster is closed with this
   */
  public JobExecutor(JobCluster cluster, JobSettings settings) {
    this.cluster = cluster;
    this.settings = settings;
    this.leftovers = new Leftovers(cluster, settings.allowed().namespaces());
  }

  @Override
  public String kind() {
    return JobSpec.KIND;
  }

  @Override
  public Outcome execute(Attempt attempt) throws InterruptedException {
    var reporter = new Reporter(attempt);
    underWay.add(reporter);
    try {
      return carryOut(attempt, reporter);
    } catch (IllegalArgumentException | Hold.LostException e) {
      return failed(String.valueOf(e.getMessage()));
    } catch (ClusterRefusal e) {
      return failed("Kubernetes refuses the Job: " + e.getMessage());
    } finally {
      underWay.remove(reporter);
    }
  }

  private Outcome carryOut(Attempt attempt, Reporter reporter)
      throws ClusterRefusal, Hold.LostException, InterruptedException {
    var run = attempt.run();
    var spec = attempt.spec().job().effective();
    var order = new Orders(settings).of(spec, run);
    var ttl = Objects.requireNonNullElse(spec.ttlAfterFinished(), JobSpec.TTL);
    var me = new JobTag(RunKey.of(run), run.attempt(), attempt.token(), ttl);
    var claim = new Claim(me, attempt.afresh(), parallel(attempt));
    var held = new Hold(cluster, attempt, claim, order, reporter).get();
    return new JobAttempt(cluster, me, settings.resync(), reporter).follow(held);
  }

  private static boolean parallel(Attempt attempt) {
    return attempt.spec().effectiveSchedule().plan().overlap() == Overlap.ALLOW;
  }

  private static Outcome failed(String reason) {
    return new Outcome(
        Ended.FAILED, Progress.NONE, null, Standing.cut(reason, Standing.LONGEST_REASON));
  }

  /** Has what is at work deleted, and waits for that; what has ended goes when its time is over. */
  @Override
  public void clear(Run run) {
    leftovers.clear(run.id(), Duration.ofSeconds(30));
  }

  @Override
  public List<RunKey> leftovers() throws IOException {
    return leftovers.find();
  }

  @Override
  public Optional<RunLog> log(String run) throws IOException {
    return JobLog.of(cluster, settings.allowed().namespaces(), run);
  }

  /** Attempts whose container runs. */
  public long running() {
    return underWay.stream().filter(Reporter::running).count();
  }

  /** Attempts whose container does not run yet, or no more. */
  public long pending() {
    return underWay.stream().filter(one -> !one.running()).count();
  }

  @Override
  public void close() {
    cluster.close();
  }
}
