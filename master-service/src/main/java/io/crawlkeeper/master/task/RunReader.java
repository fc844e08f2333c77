package io.crawlkeeper.master.task;

import io.crawlkeeper.model.RunSpec;
import io.crawlkeeper.model.RunSpec.HistorySpec;
import io.crawlkeeper.model.RunSpec.RetrySpec;
import io.crawlkeeper.model.RunSpec.WorkerLoss;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads {@code spec.run}: ranges as the documentation of the API gives them. */
final class RunReader {

  static final List<String> RUN = List.of("timeout", "retry", "onWorkerLoss", "history");
  private static final List<String> RETRY = List.of("attempts", "backoff", "maxBackoff");
  private static final List<String> HISTORY = List.of("runs", "ticks", "age");

  private static final Duration SECOND = Duration.ofSeconds(1);
  private static final int MOST_ATTEMPTS = 100;
  private static final int MOST_RECORDS = 1_000_000;

  private RunReader() {}

  static @Nullable RunSpec read(@Nullable Fields fields) {
    return fields == null
        ? null
        : new RunSpec(
            fields.text("timeout", Forms.duration(SECOND, Duration.ofDays(30))),
            retry(fields.object("retry", RETRY)),
            fields.text("onWorkerLoss", word -> Forms.word(WorkerLoss.values(), word)),
            history(fields.object("history", HISTORY)));
  }

  private static @Nullable RetrySpec retry(@Nullable Fields fields) {
    if (fields == null) {
      return null;
    }
    var spec =
        new RetrySpec(
            fields.number("attempts", 1, MOST_ATTEMPTS),
            fields.text("backoff", Forms.duration(SECOND, Duration.ofDays(1))),
            fields.text("maxBackoff", Forms.duration(SECOND, Duration.ofDays(1))));
    checkBackoff(fields, spec);
    return spec;
  }

  /** Against the default too: else {@code backoff: PT1H} alone would silently be half an hour. */
  private static void checkBackoff(Fields fields, RetrySpec spec) {
    var plan = new RunSpec(null, spec, null, null).plan().retry();
    if (plan.maxBackoff().compareTo(plan.backoff()) >= 0) {
      return;
    }
    if (spec.maxBackoff() != null) {
      fields.refuse(
          "maxBackoff",
          "must not be shorter than backoff, which is %s%s"
              .formatted(plan.backoff(), spec.backoff() == null ? " unless given" : ""));
    } else {
      fields.refuse(
          "backoff",
          "must not be longer than maxBackoff, which is %s unless given"
              .formatted(plan.maxBackoff()));
    }
  }

  private static @Nullable HistorySpec history(@Nullable Fields fields) {
    return fields == null
        ? null
        : new HistorySpec(
            fields.number("runs", 1, MOST_RECORDS),
            fields.number("ticks", 1, MOST_RECORDS),
            fields.text("age", Forms.duration(Duration.ofHours(1), Duration.ofDays(3650))));
  }
}
