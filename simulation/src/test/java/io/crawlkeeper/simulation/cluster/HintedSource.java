package io.crawlkeeper.simulation.cluster;

import io.crawlkeeper.worker.assignment.AssignmentSource;
import io.crawlkeeper.worker.ledger.OwnedTask;
import java.util.Collection;
import java.util.Map;
import java.util.TreeSet;

/** Reads all once, and after that no more than what watches have told of. */
final class HintedSource implements AssignmentSource {

  private final AssignmentSource source;
  private final TreeSet<String> known = new TreeSet<>();
  private boolean read;

  HintedSource(AssignmentSource source) {
    this.source = source;
  }

  @Override
  public Map<String, OwnedTask> all() throws Exception {
    var found = read ? source.some(known) : source.all();
    read = true;
    known.addAll(found.keySet());
    return found;
  }

  @Override
  public Map<String, OwnedTask> some(Collection<String> names) throws Exception {
    known.addAll(names);
    return source.some(names);
  }
}
