package io.crawlkeeper.master.task;

import io.crawlkeeper.model.ScheduleSpec;
import io.crawlkeeper.model.ScheduleSpec.Misfire;
import io.crawlkeeper.model.ScheduleSpec.Overlap;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Which fields of a schedule go together. What would have no effect is refused rather than passed
 * over: who wrote it expects something of it.
 */
final class ScheduleRules {

  private static final List<String> RECURRING_ONLY =
      List.of("endAt", "jitter", "overlap", "overlapLimit", "misfire", "catchUp");

  private final ScheduleSpec spec;
  private final Fields fields;

  private ScheduleRules(ScheduleSpec spec, Fields fields) {
    this.spec = spec;
    this.fields = fields;
  }

  /**
   * @param spec with null for what is wrong by itself, so that nothing is found twice
   * @param catchUp the object in the field; null if there is none
   */
  static void check(ScheduleSpec spec, Fields fields, @Nullable Fields catchUp) {
    var rules = new ScheduleRules(spec, fields);
    rules.checkKind();
    if (rules.recurs()) {
      rules.checkTimes();
      rules.checkOverlap();
      if (catchUp != null) {
        rules.checkCatchUp(catchUp);
      }
    }
  }

  private boolean recurs() {
    return fields.has("every") || fields.has("cron");
  }

  private void checkKind() {
    refuseIf(
        fields.has("every") && fields.has("cron"),
        "cron",
        "cannot be combined with every; leave one of them out");
    refuseIf(
        fields.has("timeZone") && !fields.has("cron"),
        "timeZone",
        "is the zone in which cron is read, and there is no cron; leave it out");
    for (var name : RECURRING_ONLY) {
      refuseIf(
          fields.has(name) && !recurs(),
          name,
          "is only for tasks that recur; add every or cron, or leave it out");
    }
  }

  private void checkTimes() {
    var startAt = spec.startAt();
    var endAt = spec.endAt();
    refuseIf(
        startAt != null && endAt != null && !endAt.isAfter(startAt),
        "endAt",
        "must be after startAt");
    var every = spec.every();
    var jitter = spec.jitter();
    refuseIf(
        every != null && jitter != null && jitter.compareTo(every) >= 0,
        "jitter",
        "must be shorter than every, which is " + every);
  }

  private void checkOverlap() {
    var limitless = spec.overlap() == Overlap.SKIP || spec.overlap() == Overlap.REPLACE;
    refuseIf(
        fields.has("overlapLimit") && (limitless || !fields.has("overlap")),
        "overlapLimit",
        "is only for overlap queue or allow; set one of them, or leave it out");
  }

  private void checkCatchUp(Fields catchUp) {
    if (catchUp.has("window") && spec.misfire() == Misfire.SKIP) {
      catchUp.refuse("window", "is only for misfire once or all; set one of them, or leave it out");
    }
    var all = spec.misfire() == Misfire.ALL;
    if (catchUp.has("max") && !all && (spec.misfire() != null || !fields.has("misfire"))) {
      catchUp.refuse("max", "is only for misfire all; set that, or leave it out");
    }
  }

  private void refuseIf(boolean wrong, String name, String detail) {
    if (wrong) {
      fields.refuse(name, detail);
    }
  }
}
