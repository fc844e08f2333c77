package io.crawlkeeper.master.web;

import java.util.List;
import java.util.function.Supplier;

/**
 * A write that has passed all checks that need no other task.
 *
 * @param raw how it came
 * @param names the tasks that it changes
 * @param dryRun whether it changes nothing
 * @param here carries it out on this master, which must lead; asked again, it does the same
 *     operation again
 */
record Write(RawRequest raw, List<String> names, boolean dryRun, Supplier<Answer> here) {

  Write {
    names = List.copyOf(names);
  }
}
