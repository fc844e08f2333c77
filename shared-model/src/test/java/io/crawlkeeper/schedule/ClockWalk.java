package io.crawlkeeper.schedule;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.zone.ZoneRules;
import java.util.ArrayList;
import java.util.List;

/**
 * Finds ticks without any cleverness: looks at the clock of a zone every minute, as a person would
 * who has the rule before him. Shares nothing with the product but the offsets of the zone.
 */
final class ClockWalk {

  private static final int MINUTE = 60;

  private final ZoneRules rules;
  private final List<PlainCron> crons;
  private final List<List<Instant>> ticks = new ArrayList<>();

  private ClockWalk(ZoneRules rules, List<PlainCron> crons) {
    this.rules = rules;
    this.crons = crons;
    crons.forEach(_ -> ticks.add(new ArrayList<>()));
  }

  /** Of each cron the ticks from the one time, included, to the other, excluded. */
  static List<List<Instant>> ticks(
      ZoneRules rules, List<PlainCron> crons, Instant from, Instant to) {
    var walk = new ClockWalk(rules, crons);
    walk.walk(from.getEpochSecond(), to.getEpochSecond());
    return walk.ticks;
  }

  private void walk(long from, long to) {
    // A day before, as the first minutes may repeat what clocks have shown already.
    var latest = Long.MIN_VALUE;
    for (var time = from - 1440 * MINUTE; time < to; time += MINUTE) {
      var local = time + rules.getOffset(Instant.ofEpochSecond(time)).getTotalSeconds();
      if (time >= from) {
        look(time, local, latest);
      }
      latest = Math.max(latest, local);
    }
  }

  private void look(long time, long local, long latest) {
    var minute = minute(local);
    for (var index = 0; index < crons.size(); index++) {
      var cron = crons.get(index);
      if (cron.fixed() && local > latest + MINUTE && skipped(cron, latest + MINUTE, local)) {
        ticks.get(index).add(Instant.ofEpochSecond(time));
      }
      if (cron.matches(minute) && !(cron.fixed() && local <= latest)) {
        add(cron, time, ticks.get(index));
      }
    }
  }

  private static boolean skipped(PlainCron cron, long from, long to) {
    for (var local = from; local < to; local += MINUTE) {
      if (cron.matches(minute(local))) {
        return true;
      }
    }
    return false;
  }

  private static void add(PlainCron cron, long time, List<Instant> ticks) {
    for (var second : cron.seconds().stream().toArray()) {
      var tick = Instant.ofEpochSecond(time + second);
      if (ticks.isEmpty() || ticks.getLast().isBefore(tick)) {
        ticks.add(tick);
      }
    }
  }

  private static LocalDateTime minute(long local) {
    return LocalDateTime.ofEpochSecond(local, 0, ZoneOffset.UTC);
  }
}
