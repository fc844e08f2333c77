package io.crawlkeeper.schedule;

import java.time.LocalDateTime;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** A cron as sets of numbers; knows only what the tests write. */
record PlainCron(
    TreeSet<Integer> seconds,
    Set<Integer> minutes,
    Set<Integer> hours,
    Set<Integer> days,
    Set<Integer> months,
    Set<Integer> weekdays,
    boolean anyDay,
    boolean anyWeekday,
    boolean fixed) {

  static PlainCron of(String text) {
    var fields = List.of(text.split(" ", -1));
    var late = fields.size() - 5;
    return new PlainCron(
        new TreeSet<>(late == 0 ? Set.of(0) : numbers(fields.getFirst(), 0, 59)),
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
    return minutes.contains(time.getMinute())
        && hours.contains(time.getHour())
        && months.contains(time.getMonthValue())
        && matchesDay(time);
  }

  private boolean matchesDay(LocalDateTime time) {
    var day = days.contains(time.getDayOfMonth());
    var weekday = weekdays.contains(time.getDayOfWeek().getValue() % 7);
    if (anyDay || anyWeekday) {
      return day && weekday;
    }
    return day || weekday;
  }

  private static Set<Integer> numbers(String field, int least, int most) {
    var numbers = new HashSet<Integer>();
    for (var part : field.split(",", -1)) {
      var halves = part.split("/", -1);
      var ends = halves[0].split("-", -1);
      var any = halves[0].equals("*");
      var from = any ? least : Integer.parseInt(ends[0]);
      var to = any ? most : Integer.parseInt(ends[ends.length - 1]);
      var step = halves.length == 1 ? 1 : Integer.parseInt(halves[1]);
      for (var number = from; number <= to; number += step) {
        numbers.add(number);
      }
    }
    return numbers;
  }
}
