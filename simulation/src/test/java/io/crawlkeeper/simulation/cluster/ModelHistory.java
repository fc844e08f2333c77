package io.crawlkeeper.simulation.cluster;

import io.crawlkeeper.history.History.RunRow;
import io.crawlkeeper.history.History.TickRow;
import io.crawlkeeper.model.Tick;
import io.crawlkeeper.simulation.invariants.Invariant;
import io.crawlkeeper.simulation.world.World;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The database: of rows of one run that of the greatest token stays, of equal tokens the first. It
 * can be away for a while.
 */
public final class ModelHistory {

  private final World world;
  private final Map<String, RunRow> runs = new HashMap<>();
  private final Map<Long, TreeMap<Long, Tick>> ticks = new HashMap<>();
  private long awayUntil;

  public ModelHistory(World world) {
    this.world = world;
  }

  public void away(Duration time) {
    awayUntil = world.now() + time.toNanos();
  }

  /** Writes after a while, whether or not the sender is still alive; then tells it. */
  void write(List<RunRow> runRows, List<TickRow> tickRows, Runnable done) {
    var delay = Math.max(0, awayUntil - world.now()) + world.random().nextLong(20_000_000);
    world.after(
        delay,
        () -> {
          runRows.forEach(this::put);
          tickRows.forEach(this::put);
          done.run();
        });
  }

  private void put(RunRow row) {
    runs.merge(row.run().id(), row, (old, now) -> now.token() > old.token() ? now : old);
  }

  private void put(TickRow row) {
    var old =
        ticks
            .computeIfAbsent(row.taskId(), _ -> new TreeMap<>())
            .put(row.tick().number(), row.tick());
    Invariant.EACH_TICK_RECORDED_ONCE.check(
        old == null || old.equals(row.tick()),
        () -> "record " + row + " stands in the place of " + old);
  }

  public Map<String, RunRow> runs() {
    return runs;
  }

  /** Records of the task by number. */
  public Map<Long, Tick> ticks(long taskId) {
    return ticks.getOrDefault(taskId, new TreeMap<>());
  }
}
