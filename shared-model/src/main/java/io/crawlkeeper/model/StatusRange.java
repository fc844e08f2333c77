package io.crawlkeeper.model;

import java.util.regex.Pattern;

/**
 * Statuses of HTTP, written as {@code 204} or {@code 200-299}.
 *
 * @param first at least 100
 * @param last not before the first, at most 599
 */
public record StatusRange(int first, int last) {

  private static final Pattern FORM = Pattern.compile("([1-5][0-9]{2})(?:-([1-5][0-9]{2}))?");

  /**
   * @throws IllegalArgumentException saying what form it must have: "must be …"
   */
  public static StatusRange parse(String text) {
    var form = FORM.matcher(text);
    if (form.matches()) {
      var first = Integer.parseInt(form.group(1));
      var last = form.group(2) == null ? first : Integer.parseInt(form.group(2));
      if (first <= last) {
        return new StatusRange(first, last);
      }
    }
    throw new IllegalArgumentException(
        "must be a status of HTTP, such as 204, or a range of them, such as 200-299");
  }

  public boolean has(int status) {
    return first <= status && status <= last;
  }

  @Override
  public String toString() {
    return first == last ? String.valueOf(first) : first + "-" + last;
  }
}
