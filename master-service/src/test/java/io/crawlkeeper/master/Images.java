package io.crawlkeeper.master;

import static java.util.Objects.requireNonNull;

import io.crawlkeeper.master.cluster.ClusterImage;
import io.crawlkeeper.master.cluster.TaskEntry;
import io.crawlkeeper.master.task.TaskDraft;
import io.crawlkeeper.model.CrawlBuilder;
import io.crawlkeeper.model.CrawlSpec;
import io.crawlkeeper.model.CrawlSpec.RenderSpec;
import io.crawlkeeper.model.Ledger;
import io.crawlkeeper.model.LedgerBuilder;
import io.crawlkeeper.model.PlacementSpec;
import io.crawlkeeper.model.PluginSpec;
import io.crawlkeeper.model.Run;
import io.crawlkeeper.model.RunSpec;
import io.crawlkeeper.model.RunSpec.HistorySpec;
import io.crawlkeeper.model.ScheduleSpec;
import io.crawlkeeper.model.Task;
import io.crawlkeeper.model.TaskBuilder;
import io.crawlkeeper.model.TaskSpec;
import io.crawlkeeper.model.WorkerNode;
import java.time.Instant;
import java.util.Map;
import java.util.Set;

/** Images for tests, in few words. */
public final class Images {

  public static final Instant START = TaskBuilder.START;

  /** What a task does that says nothing else. */
  public static final CrawlSpec CRAWL = CrawlBuilder.of("http://127.0.0.1/").build();

  private ClusterImage image = ClusterImage.EMPTY;
  private long nextId = 1;

  public static Images images() {
    return new Images();
  }

  public Images worker(String name) {
    return worker(name, Map.of());
  }

  public Images worker(String name, Map<String, String> labels) {
    image = image.withWorkers(image.workers().plus(name, node(name, labels)));
    return this;
  }

  public Images workerOf(String name, String... kinds) {
    var plain = node(name, Map.of());
    var node =
        new WorkerNode(
            name, plain.id(), plain.address(), 4, Map.of(), Set.of(kinds), plain.version());
    image = image.withWorkers(image.workers().plus(name, node));
    return this;
  }

  /** A task of a plug-in. */
  public Images plugin(String name, String kind, String worker) {
    var spec = new TaskSpec(new PluginSpec(kind, "{}"), null, null, null);
    return task(entry(nextId++, new TaskDraft(name, Map.of(), spec)), worker);
  }

  public Images tasks(int count, String prefix, String worker) {
    for (var i = 0; i < count; i++) {
      task("%s-%03d".formatted(prefix, i), 1, Map.of(), worker);
    }
    return this;
  }

  /** A task with a schedule. */
  public Images scheduled(String name, ScheduleSpec schedule, String worker) {
    var spec = new TaskSpec(CRAWL, schedule, null, null);
    return task(entry(nextId++, new TaskDraft(name, Map.of(), spec)), worker);
  }

  /** A task that waits for a worker, and needs a browser. */
  public Images rendered(String name) {
    var crawl = CrawlBuilder.from(CRAWL).render(new RenderSpec(null, null)).build();
    return task(
        entry(nextId++, new TaskDraft(name, Map.of(), new TaskSpec(crawl, null, null, null))), "");
  }

  /** Every tick of the present schedule up to that time is recorded, and nothing runs. */
  public static Ledger accounted(Task task, Instant cursor) {
    return LedgerBuilder.of(task, cursor).runs(1).tick(1).build();
  }

  /** A task on a worker; none if {@code worker} is empty. */
  public Images task(String name, int weight, Map<String, String> requires, String worker) {
    return task(entry(nextId++, draft(name, weight, requires)), worker);
  }

  private Images task(TaskEntry entry, String worker) {
    image = image.withTask(entry);
    if (!worker.isEmpty()) {
      image = image.withAssignment(image.assign(entry, worker));
    }
    return this;
  }

  public Images running(String task) {
    var entry = existing(image, task);
    var worker = requireNonNull(image.assignment(task)).worker();
    var run =
        Run.queued(entry.id() + "-1", entry.task(), Run.Cause.TICK, START, START)
            .started(worker, START);
    image = with(image, ledger(entry.task(), run));
    return this;
  }

  /** Of a task that ran once, or is about to. */
  public static Ledger ledger(Task task, Run run) {
    var began = LedgerBuilder.of(task, task.since().time()).runs(1).tick(1);
    return (run.state().ended() ? began.last(run) : began.live(run)).build();
  }

  /** The image with a ledger as its owner has written it. */
  public static ClusterImage with(ClusterImage image, Ledger ledger) {
    return image.withLedgers(image.ledgers().plus(ledger.taskId(), ledger));
  }

  public ClusterImage image() {
    return image;
  }

  public static TaskEntry existing(ClusterImage image, String task) {
    return requireNonNull(image.task(task));
  }

  public static TaskDraft draft(String name) {
    return draft(name, 1, Map.of());
  }

  public static TaskDraft draft(String name, int weight, Map<String, String> requires) {
    return new TaskDraft(
        name, Map.of(), new TaskSpec(CRAWL, null, null, new PlacementSpec(weight, requires)));
  }

  /** A task that keeps so much of its history. */
  public static TaskDraft keeping(String name, HistorySpec history) {
    var run = new RunSpec(null, null, null, history);
    return new TaskDraft(name, Map.of(), new TaskSpec(CRAWL, null, run, null));
  }

  public static TaskEntry entry(long id, TaskDraft draft) {
    return new TaskEntry(
        TaskBuilder.of(draft.name(), id)
            .labels(draft.labels())
            .spec(draft.spec())
            .operation("op-" + id)
            .build(),
        0);
  }

  public static WorkerNode node(String name, Map<String, String> labels) {
    var dot = name.lastIndexOf('.');
    var id = dot < 0 ? name : name.substring(0, dot);
    return new WorkerNode(name, id, "127.0.0.1:9000", 4, labels, "test");
  }
}
