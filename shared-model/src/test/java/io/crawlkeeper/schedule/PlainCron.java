package io.crawlkeeper.schedule;

import java.time.LocalDateTime;
import java.util.BitSet;
import java.util.List;

/** A cron as sets of numbers; knows only what the tests write. */
record PlainCron(
    BitSet seconds,
    BitSet minutes,
    BitSet hours,
    BitSet days,
    BitSet months,
    BitSet weekdays,
    boolean anyDay,
    boolean anyWeekday,
    boolean fixed) {

  static PlainCron of(String text) {
    var fields = List.of(text.split(" ", -1));
    var late = fields.size() - 5;
    return new PlainCron(
        numbers(late == 0 ? "0" : fields.getFirst(), 0, 59),
        numbers(fields.get(late), 0, 59),
        numbers(fields.get(late + 1), 0, 23),
        numbers(fields.get(late + 2), 1, 31),
        numbers(fields.get(late + 3), 1, 12),
        numbers(fields.get(late + 4), 0, 6),
        fields.get(late + 2).equals("*"),
        fields.get(late + 4).equals("*"),
        !(fields.get(late) + fields.get(late + 1)).matches(".*[*/].*"));
  }

  boolean matches(LocalDateTime time) {
    return minutes.get(time.getMinute())
        && hours.get(time.getHour())
        && months.get(time.getMonthValue())
        && matchesDay(time);
  }

  private boolean matchesDay(LocalDateTime time) {
    var day = days.get(time.getDayOfMonth());
    var weekday = weekdays.get(time.getDayOfWeek().getValue() % 7);
    if (anyDay || anyWeekday) {
      return day && weekday;
    }
    return day || weekday;
  }

  private static BitSet numbers(String field, int least, int most) {
    var numbers = new BitSet();
    for (var part : field.split(",", -1)) {
      var halves = part.split("/", -1);
      var ends = halves[0].split("-", -1);
      var any = halves[0].equals("*");
      var from = any ? least : Integer.parseInt(ends[0]);
      var to = any ? most : Integer.parseInt(ends[ends.length - 1]);
      var step = halves.length == 1 ? 1 : Integer.parseInt(halves[1]);
      for (var number = from; number <= to; number += step) {
        numbers.set(number);
      }
    }
    return numbers;
  }
}
