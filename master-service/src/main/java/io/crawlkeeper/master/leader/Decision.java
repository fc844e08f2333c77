package io.crawlkeeper.master.leader;

import java.util.List;

/** What to write, and what to answer once it is written. */
record Decision(List<Change> changes, Reply reply) {

  Decision {
    changes = List.copyOf(changes);
  }

  static Decision answer(Reply reply) {
    return new Decision(List.of(), reply);
  }
}
