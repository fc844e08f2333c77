package io.crawlkeeper.worker.crawl.politeness;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import io.crawlkeeper.url.CrawlUrl;
import io.crawlkeeper.url.UrlParser;
import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** The cases by name in {@code robots/cases.txt}. */
class RobotsConformanceTest {

  private static CrawlUrl url(String text) {
    return requireNonNull(UrlParser.parse(text));
  }

  private static List<Case> cases() throws IOException {
    try (var file = RobotsConformanceTest.class.getResourceAsStream("/robots/cases.txt")) {
      var text = new String(requireNonNull(file).readAllBytes(), UTF_8);
      return Arrays.stream(text.split("(?m)^== ")).skip(1).map(Case::of).toList();
    }
  }

  @TestFactory
  Stream<DynamicTest> readsRobotsTxtAsTheStandardSays() throws IOException {
    return cases().stream().map(each -> DynamicTest.dynamicTest(each.name, each::check));
  }

  @Test
  void testsEnoughOfTheStandard() throws IOException {
    assertThat(cases()).hasSizeGreaterThan(60);
    assertThat(cases().stream().map(Case::name)).doesNotHaveDuplicates();
  }

  @Test
  void namesSitemaps() {
    var text =
        """
        Sitemap: http://a/1.xml
        user-agent: x
        sitemap:http://b/2.xml
        SITEMAP: /3.xml
        sitemap: ftp://c/
        """;
    var rules = RobotsRules.of(200, url("http://e.org/robots.txt"), text.getBytes(UTF_8));

    assertThat(rules.sitemaps())
        .containsExactlyInAnyOrder(
            url("http://a/1.xml"), url("http://b/2.xml"), url("http://e.org/3.xml"));
  }

  @Test
  void isNotHeldUpByHostilePatterns() {
    var stars =
        IntStream.range(0, 15_000)
            .mapToObj(i -> "Disallow: /" + "*a".repeat(10) + "*b" + i)
            .collect(Collectors.joining("\n", "User-agent: *\n", ""));
    var rules = RobotsRules.of(200, url("http://e.org/robots.txt"), stars.getBytes(UTF_8));
    var long1 = url("http://e.org/" + "a".repeat(1_900));

    assertTimeoutPreemptively(
        Duration.ofMinutes(2),
        () -> IntStream.range(0, 20).forEach(_ -> assertThat(rules.allows(long1)).isTrue()));
  }

  private record Case(String name, String product, String robots, List<String> checks) {
    private static Case of(String block) {
      var lines = block.lines().toList();
      var head = lines.getFirst().split(" \\| ", -1);
      var end = lines.indexOf("--");
      return new Case(
          head[0],
          head[1],
          String.join("\n", lines.subList(1, end)),
          lines.subList(end + 1, lines.size()).stream().filter(line -> !line.isBlank()).toList());
    }

    private void check() {
      var text = robots.translateEscapes();
      var raw = name.contains("junk") && robots.contains("377");
      var body = text.replace("{BOM}", "\uFEFF").getBytes(raw ? ISO_8859_1 : UTF_8);
      var rules = RobotsRules.of(200, url("http://foo.bar/robots.txt"), body, product);
      for (var check : checks) {
        var parts = check.split(" ", 2);
        assertThat(rules.allows(url(parts[1]))).as(check).isEqualTo(parts[0].equals("allowed"));
      }
    }
  }
}
