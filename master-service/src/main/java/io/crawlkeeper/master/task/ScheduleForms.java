package io.crawlkeeper.master.task;

import io.crawlkeeper.model.Suggestion;
import io.crawlkeeper.schedule.Cron;
import java.time.ZoneId;

/** The forms of texts in a schedule; see {@link Forms}. */
final class ScheduleForms {

  private ScheduleForms() {}

  static String cron(String text) {
    Forms.require(
        Cron.parse(text).comes(),
        "never fires: no month that it names has such a day; 30 February, for one, is never");
    return text;
  }

  /** Offsets are refused: they look like a place, and are wrong there for half of the year. */
  static ZoneId timeZone(String name) {
    var known = ZoneId.getAvailableZoneIds();
    Forms.require(
        known.contains(name),
        "must be the name of an IANA time zone, such as UTC or Europe/Berlin"
            + Suggestion.of(name, known));
    return ZoneId.of(name);
  }
}
