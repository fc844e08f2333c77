package io.crawlkeeper.worker.crawl.extract;

import static io.crawlkeeper.worker.crawl.extract.Pages.*;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BoundsTest {

  @Test
  void takesNoMoreItemsThanItBears() {
    var extraction =
        extract(
            "{'items': [{'name': 'p', 'each': 'p', 'fields': {'f': {'take': 'text'}}}]}",
            html("<p>x".repeat(10_001)));
    assertThat(extraction.items()).hasSize(10_000);
    assertThat(extraction.problems())
        .containsExactly("more than 10000 items: the rest was left out");
  }

  @Test
  void cutsLongValues() {
    var extraction = extract(oneField("'p'"), html("<p>" + "x".repeat(100_000)));
    assertThat(extraction.items().getFirst().fields().get("f").stringValue())
        .hasSize(FieldReader.LONGEST);
    assertThat(extraction.problems()).containsExactly("i.f was cut after 65536 characters");
  }

  @Test
  void takesNoMoreTextThanItBears() {
    var page = html("<p>" + "<b>x</b>".repeat(1_000) + "y".repeat(65_536));
    var extraction =
        extract("{'items': [{'name': 'b', 'each': 'b', 'fields': {'f': {'xpath': '..'}}}]}", page);
    assertThat(extraction.items()).hasSizeBetween(120, 130);
    assertThat(extraction.problems()).anyMatch(problem -> problem.contains("8 MiB"));
  }

  @Test
  void takesNoLongerListThanItBears() {
    var extraction = extract(oneField("{'css': 'p', 'list': true}"), html("<p>x".repeat(1_001)));
    assertThat(extraction.items().getFirst().fields().get("f")).hasSize(1_000);
    assertThat(extraction.problems()).containsExactly("i.f has more than 1000 values");
  }

  /** Each of these would take minutes or far more. */
  @ParameterizedTest
  @Timeout(180)
  @ValueSource(
      strings = {
        "{'css': 'div:has(div:has(p.no))'}",
        "{'xpath': '//*[count(//*[count(//*) = 7]) = 7]'}",
        "{'xpath': '//*[following::*[preceding::*[. = 1]]]'}",
        "{'regex': '(x+x+)+y(x+x+)+y[a-z]{20}y'}"
      })
  void stopsWhenTheTimeIsOver(String field) {
    var time = new AtomicLong();
    var extraction =
        extract(
            oneField(field),
            html("<div>".repeat(400) + "<div>xxxxx</div>".repeat(20_000)),
            () -> time.addAndGet(1_000_000_000));
    assertThat(extraction.problems())
        .containsExactly("the rules took more than 5 s: the rest was left out");
    assertThat(extraction.items()).isEmpty();
  }

  @Test
  @Timeout(180)
  void stopsJsonPathsWhenTheTimeIsOver() {
    var time = new AtomicLong();
    var extraction =
        extract(
            oneField("{'jsonpath': '$..[?(@..a)]'}"),
            plain("[" + "{\"a\": [[[1]]], \"b\": [[[2]]]},".repeat(20_000) + "0]"),
            () -> time.addAndGet(1_000_000_000));
    assertThat(extraction.problems())
        .containsExactly("the rules took more than 5 s: the rest was left out");
  }

  @Test
  void refusesJsonThatIsTooDeep() {
    var extraction =
        extract(oneField("{'jsonpath': '$..a'}"), plain("[".repeat(100_000) + "]".repeat(100_000)));
    assertThat(extraction.problems()).singleElement().asString().contains("is no JSON");
  }

  @Test
  void boundsTheProblems() {
    var page = new StringBuilder();
    for (var i = 0; i < 1_000; i++) {
      page.append("<p>word").append((char) ('a' + i % 26)).append("x".repeat(i)).append("</p>");
    }
    var extraction =
        extract(
            "{'items': [{'name': 'p', 'each': 'p', 'fields': {'f': {'type': 'number'}}}]}",
            html(page.toString()));
    assertThat(extraction.problems()).hasSize(21);
    assertThat(extraction.problems().getLast()).endsWith(" other problems");
    assertThat(extraction.problems()).allMatch(problem -> problem.length() <= 220);
  }
}
