package io.crawlkeeper.worker.assignment;

import io.crawlkeeper.worker.ledger.OwnedTask;
import java.util.Collection;
import java.util.Map;

/** Port to where assignments are read. Calls block; only what is assigned is in the answers. */
public interface AssignmentSource {

  /** All tasks of this worker, by name. */
  Map<String, OwnedTask> all() throws Exception;

  /** Those of these names that are this worker's, by name. */
  Map<String, OwnedTask> some(Collection<String> names) throws Exception;
}
