package io.crawlkeeper.worker.run;

import io.crawlkeeper.model.Progress;
import io.crawlkeeper.model.Run;
import io.crawlkeeper.model.Run.Outcome;
import io.crawlkeeper.model.RunState.Ended;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** The executors of this worker, by kind. */
public final class Kinds {

  private static final Pattern FORM = Pattern.compile("[a-z][a-z0-9-]{0,62}");

  private final SortedMap<String, TaskExecutor> byKind = new TreeMap<>();

  /**
   * @throws IllegalArgumentException saying which two are of one kind, or which kind has a name
   *     that is none
   */
  public Kinds(List<TaskExecutor> executors) {
    for (var executor : executors) {
      var kind = executor.kind();
      if (!FORM.matcher(kind).matches() || kind.equals("plugin")) {
        throw new IllegalArgumentException(
            "The executor %s is of the kind '%s', which must be 1 to 63 small letters, digits and"
                    .formatted(executor.getClass().getName(), kind)
                + " '-', the first a letter, and not 'plugin'.");
      }
      var other = byKind.put(kind, executor);
      if (other != null) {
        throw new IllegalArgumentException(
            "Two executors are of the kind '%s', and only one may be: %s and %s."
                .formatted(kind, other.getClass().getName(), executor.getClass().getName()));
      }
    }
  }

  public Set<String> names() {
    return Set.copyOf(byKind.keySet());
  }

  public Collection<TaskExecutor> all() {
    return List.copyOf(byKind.values());
  }

  /** The executor of that kind; if there is none, one whose attempts fail and say so. */
  public TaskExecutor of(String kind) {
    var executor = byKind.get(kind);
    return executor == null ? new Absent(kind) : executor;
  }

  /** Only where a leader of an earlier version places tasks, which doesn't know of kinds. */
  private record Absent(String kind) implements TaskExecutor {
    @Override
    public Outcome execute(Attempt attempt) {
      return new Outcome(
          Ended.FAILED, Progress.NONE, null, "this worker has no executor of the kind " + kind);
    }

    @Override
    public void clear(Run run) {}
  }
}
