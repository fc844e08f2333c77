package io.crawlkeeper.worker.crawl.scope;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.crawlkeeper.url.CrawlUrl;
import io.crawlkeeper.url.UrlParser;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TrapsTest {
  private final Traps traps = new Traps(2028);

  private static CrawlUrl url(String pathAndQuery) {
    return requireNonNull(UrlParser.parse("http://e.org" + pathAndQuery));
  }

  private long taken(int many, IntFunction<String> url) {
    return IntStream.range(0, many).filter(i -> traps.reason(url(url.apply(i))) == null).count();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          /a/b/a/b/a/b/                           | trap: path segments repeat
          /x/a/a/a                                | trap: path segments repeat
          /a/b/c/d/a/b/c/d/a/b/c/d/x              | trap: path segments repeat
          /a////b                                 | trap: path segments repeat
          /1/2/3/4/5/6/7/8/9/a/b/c/d/e/f/g/h/i/j/k/l/m/n/o/p/q | trap: more than 25 path segments
          /calendar/2029/01                       | trap: a date after the year 2028
          /calendar/2031-05-07                    | trap: a date after the year 2028
          /cal?date=2031-05                       | trap: a date after the year 2028
          /cal?month=5&year=2150                  | trap: a date after the year 2028
          /cal?ym=203105                          | trap: a date after the year 2028
          /cal?start_date=20310501                | trap: a date after the year 2028
          /cal/month-2999-12                      | trap: a date after the year 2028
          /s?c=1&c=2&c=3&c=4&c=5&c=6              | trap: a parameter more than 5 times
          """)
  void knowsTraps(String url, String reason) {
    assertThat(traps.reason(url(url))).isEqualTo(reason);
  }

  @Test
  void knowsTooManyParameters() {
    var query = IntStream.range(0, 21).mapToObj(i -> "&p" + i + "=x").reduce("", String::concat);

    assertThat(traps.reason(url("/?" + query.substring(1))))
        .isEqualTo("trap: more than 20 parameters");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/",
        "/a/a/b/b",
        "/grid/1/1/1",
        "/news/2026/05/31/headline",
        "/news/1851-09-18",
        "/item/203105",
        "/item/9999",
        "/v2050/api",
        "/a-b-c-d-e",
        "/?year=2027&month=1",
        "/?page=2031",
        "/?id=20310501",
        "/?a=1&a=2&a=3&b=4&b=5&b=6",
        "/RFC/9309/1/2"
      })
  void leavesPagesAlone(String url) {
    assertThat(traps.reason(url(url))).isNull();
  }

  @Test
  void takesSoManyDatesOfACalendar() {
    IntFunction<String> day =
        i -> "/cal/%d/%02d/%02d".formatted(1000 + i / 336, i / 28 % 12 + 1, i % 28 + 1);

    assertThat(taken(10_000, day)).isEqualTo(Traps.MOST_DATES);
    assertThat(taken(10_000, day)).as("the same again").isEqualTo(Traps.MOST_DATES);
    assertThat(taken(100, i -> "/cal?y=" + (1900 + i))).as("another calendar").isEqualTo(100);
    assertThat(taken(5_000, i -> "/2026/05/" + i % 28 + "/slug-" + i)).as("news").isEqualTo(5_000);
  }

  @Test
  void takesSoManyCombinationsOfFacets() {
    IntFunction<String> facets =
        i ->
            "/shop?color=%d&size=%d&brand=%d&sort=%d"
                .formatted(i % 20, i / 20 % 20, i / 400 % 20, i / 8000);

    assertThat(taken(20_000, facets)).isEqualTo(Traps.MOST_COMBINATIONS);
    assertThat(taken(20_000, i -> "/item?id=" + i)).isEqualTo(20_000);
  }

  @Test
  void forgetsFormsThatHaveNotComeForLong() {
    var counts = new FormCounts(10);
    IntStream.range(0, 5).forEach(i -> assertThat(counts.admits("a", i, 5)).isTrue());
    assertThat(counts.admits("a", 5, 5)).isFalse();

    IntStream.range(0, 20).forEach(i -> assertThat(counts.admits("b" + i, i, 5)).isTrue());

    assertThat(counts.admits("a", 5, 5)).isTrue();
  }
}
