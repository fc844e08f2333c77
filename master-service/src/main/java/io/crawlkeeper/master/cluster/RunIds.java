package io.crawlkeeper.master.cluster;

import java.util.Optional;
import java.util.regex.Pattern;

/** The ids of runs: {@code 2501-17}, and {@code 2501-r3} of those that a user asked for. */
public final class RunIds {

  private static final Pattern FORM = Pattern.compile("(\\d{1,18})-r?\\d{1,18}");

  private RunIds() {}

  /** The id of the task whose run it is; empty if it is no id of a run. */
  public static Optional<Long> task(String run) {
    var form = FORM.matcher(run);
    return form.matches() ? Optional.of(Long.valueOf(form.group(1))) : Optional.empty();
  }
}
