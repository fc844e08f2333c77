package io.crawlkeeper.master.task;

import io.crawlkeeper.model.ScheduleSpec;
import io.crawlkeeper.model.ScheduleSpec.CatchUpSpec;
import io.crawlkeeper.model.ScheduleSpec.Misfire;
import io.crawlkeeper.model.ScheduleSpec.Overlap;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads {@code spec.schedule}: ranges as the documentation of the API gives them. */
final class ScheduleReader {

  static final List<String> SCHEDULE =
      List.of(
          "startAt",
          "endAt",
          "every",
          "cron",
          "timeZone",
          "jitter",
          "paused",
          "overlap",
          "overlapLimit",
          "misfire",
          "catchUp");
  static final List<String> CATCH_UP = List.of("window", "max");

  private static final Duration SECOND = Duration.ofSeconds(1);
  private static final Duration YEAR = Duration.ofDays(365);
  private static final int MOST_AT_ONCE = 100;
  private static final int MOST_CAUGHT_UP = 1000;

  private ScheduleReader() {}

  static @Nullable ScheduleSpec read(@Nullable Fields fields) {
    if (fields == null) {
      return null;
    }
    var catchUp = fields.object("catchUp", CATCH_UP);
    var spec =
        new ScheduleSpec(
            fields.text("startAt", Forms::instant),
            fields.text("endAt", Forms::instant),
            fields.text("every", Forms.duration(SECOND, YEAR)),
            fields.text("cron", ScheduleForms::cron),
            fields.text("timeZone", ScheduleForms::timeZone),
            fields.text("jitter", Forms.duration(Duration.ZERO, Duration.ofDays(1))),
            fields.flag("paused"),
            fields.text("overlap", word -> Forms.word(Overlap.values(), word)),
            fields.number("overlapLimit", 2, MOST_AT_ONCE),
            fields.text("misfire", word -> Forms.word(Misfire.values(), word)),
            catchUp(catchUp));
    ScheduleRules.check(spec, fields, catchUp);
    return spec;
  }

  private static @Nullable CatchUpSpec catchUp(@Nullable Fields fields) {
    return fields == null
        ? null
        : new CatchUpSpec(
            fields.text("window", Forms.duration(SECOND, YEAR)),
            fields.number("max", 1, MOST_CAUGHT_UP));
  }
}
