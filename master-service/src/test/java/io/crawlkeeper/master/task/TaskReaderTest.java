package io.crawlkeeper.master.task;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.crawlkeeper.model.ByteSize;
import io.crawlkeeper.model.CrawlSpec;
import io.crawlkeeper.model.CrawlSpec.LimitsSpec;
import io.crawlkeeper.model.CrawlSpec.PolitenessSpec;
import io.crawlkeeper.model.CrawlSpec.ScopeSpec;
import io.crawlkeeper.model.Output;
import io.crawlkeeper.model.PlacementSpec;
import io.crawlkeeper.model.ScopeKind;
import io.crawlkeeper.model.TaskSpec;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

class TaskReaderTest {

  private static final String FULL =
      """
      {"name": "postgres-docs", "labels": {"team": "search"}, "spec": {
        "crawl": {"seeds": ["http://127.0.0.1:8901/index.html"],
          "scope": {"kind": "host", "include": [], "exclude": ["/internal/.*"]},
          "limits": {"maxDepth": 20, "maxPages": 100000, "maxBytes": "2GB", "maxDuration": "PT1H"},
          "politeness": {"delay": "PT0S", "concurrency": 8},
          "robots": true, "output": ["jsonl", "warc"]},
        "placement": {"weight": 1, "requires": {"region": "eu"}}}}
      """;

  private static final TaskDraft FULL_DRAFT =
      new TaskDraft(
          "postgres-docs",
          Map.of("team", "search"),
          new TaskSpec(
              new CrawlSpec(
                  List.of("http://127.0.0.1:8901/index.html"),
                  new ScopeSpec(ScopeKind.HOST, List.of(), List.of("/internal/.*")),
                  new LimitsSpec(20, 100_000L, ByteSize.ofGigabytes(2), Duration.ofHours(1)),
                  new PolitenessSpec(Duration.ZERO, 8),
                  true,
                  List.of(Output.JSONL, Output.WARC)),
              new PlacementSpec(1, Map.of("region", "eu"))));

  @Test
  void readsEveryField() {
    assertThat(TaskReader.read(json(FULL))).isEqualTo(FULL_DRAFT);
  }

  @Test
  void writesEveryFieldAsItWasRead() {
    assertThat(TaskDocument.of(FULL_DRAFT).toString()).isEqualTo(json(FULL).toString());
  }

  @Test
  void needsOnlyNameAndSeeds() {
    var draft = TaskReader.read(json("{'name':'a','spec':{'crawl':{'seeds':['https://e.org/']}}}"));
    assertThat(draft.spec().placement()).isNull();
    assertThat(draft.spec().crawl().limits()).isNull();
    assertThat(TaskDocument.of(draft).toString())
        .isEqualTo(
            json("{'name':'a','labels':{},'spec':{'crawl':{'seeds':['https://e.org/']}}}")
                .toString());
  }

  @Test
  void takesNullForAbsent() {
    var draft =
        TaskReader.read(crawl("'scope': null, 'robots': null, 'limits': {'maxDepth': null}"));
    assertThat(draft.spec().crawl().scope()).isNull();
    assertThat(draft.spec().crawl().limits()).isEqualTo(new LimitsSpec(null, null, null, null));
  }

  @Test
  void takesBytesAsNumberToo() {
    var limits = TaskReader.read(crawl("'limits': {'maxBytes': 1024}")).spec().crawl().limits();
    assertThat(limits).isEqualTo(new LimitsSpec(null, null, new ByteSize(1024), null));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          'seeds': null                                 | /spec/crawl/seeds                 | is required
          'seeds': []                                   | /spec/crawl/seeds                 | 1 to 1000
          'seeds': 'https://e.org/'                     | /spec/crawl/seeds                 | must be a list but is a text
          'seeds': [1]                                  | /spec/crawl/seeds/0               | must be a text but is a number
          'seeds': [null]                               | /spec/crawl/seeds/0               | must be a text but is null
          'seeds': ['https://e.org/', 'ftp://e.org/']   | /spec/crawl/seeds/1               | http:// or https://
          'seeds': ['/relative']                        | /spec/crawl/seeds/0               | http:// or https://
          'seeds': ['https:///path']                    | /spec/crawl/seeds/0               | must
          'seeds': ['https://e_x.org/']                 | /spec/crawl/seeds/0               | host
          'seeds': ['https://u:p@e.org/']               | /spec/crawl/seeds/0               | password
          'seeds': ['https://e.org:99999/']             | /spec/crawl/seeds/0               | port
          'seeds': ['https://e.org/a b']                | /spec/crawl/seeds/0               | must be a URL
          'sedes': []                                   | /spec/crawl/sedes                 | did you mean 'seeds'?
          'scope': {'kind': 'hots'}                     | /spec/crawl/scope/kind            | did you mean 'host'?
          'scope': {'kind': 'HOST'}                     | /spec/crawl/scope/kind            | one of host, domain, prefix
          'scope': {'include': ['(']}                   | /spec/crawl/scope/include/0       | RE2
          'scope': {'exclude': ['ok', '(?=x)']}         | /spec/crawl/scope/exclude/1       | RE2
          'scope': []                                   | /spec/crawl/scope                 | must be an object but is a list
          'limits': {'maxDepth': -1}                    | /spec/crawl/limits/maxDepth       | from 0 to 100000
          'limits': {'maxDepth': 100001}                | /spec/crawl/limits/maxDepth       | from 0 to 100000
          'limits': {'maxDepth': 1.5}                   | /spec/crawl/limits/maxDepth       | whole number
          'limits': {'maxDepth': 1e999999999}           | /spec/crawl/limits/maxDepth       | whole number
          'limits': {'maxDepth': '20'}                  | /spec/crawl/limits/maxDepth       | but is a text
          'limits': {'maxPages': 0}                     | /spec/crawl/limits/maxPages       | from 1 to 1000000000
          'limits': {'maxPages': 99999999999999999999}  | /spec/crawl/limits/maxPages       | from 1 to 1000000000
          'limits': {'maxBytes': 0}                     | /spec/crawl/limits/maxBytes       | from 1
          'limits': {'maxBytes': '0GB'}                 | /spec/crawl/limits/maxBytes       | at least one byte
          'limits': {'maxBytes': '2 parsecs'}           | /spec/crawl/limits/maxBytes       | must be a size
          'limits': {'maxDuration': 'PT0.5S'}           | /spec/crawl/limits/maxDuration    | from PT1S to P30D
          'limits': {'maxDuration': 'P31D'}             | /spec/crawl/limits/maxDuration    | from PT1S to P30D
          'limits': {'maxDuration': 'P1M'}              | /spec/crawl/limits/maxDuration    | ISO 8601
          'limits': {'maxDuration': 3600}               | /spec/crawl/limits/maxDuration    | must be a text
          'politeness': {'delay': '-PT1S'}              | /spec/crawl/politeness/delay      | from PT0S to PT1H
          'politeness': {'delay': 'PT61M'}              | /spec/crawl/politeness/delay      | from PT0S to PT1H
          'politeness': {'concurrency': 0}              | /spec/crawl/politeness/concurrency | from 1 to 64
          'politeness': {'concurrency': 65}             | /spec/crawl/politeness/concurrency | from 1 to 64
          'robots': 'yes'                               | /spec/crawl/robots                | true or false
          'output': []                                  | /spec/crawl/output                | 1 to 2
          'output': ['csv']                             | /spec/crawl/output/0              | one of jsonl, warc
          'output': ['warc', 'warc']                    | /spec/crawl/output/1              | twice
          """)
  void refusesInACrawl(String field, String pointer, String detail) {
    assertRefused(crawl(field), pointer, detail);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          'name': null                             | /name                    | is required
          'name': 7                                | /name                    | must be a text
          'name': ''                               | /name                    | 1 to 253
          'name': '-a'                             | /name                    | the first a letter or digit
          'name': 'a/b'                            | /name                    | letters, digits
          'nmae': 'a'                              | /nmae                    | did you mean 'name'?
          'id': '7'                                | /id                      | set by Crawlkeeper
          'status': {}                             | /status                  | set by Crawlkeeper
          'a/b~c': 1                               | /a~1b~0c                 | is no field of a task
          'labels': []                             | /labels                  | must be an object
          'labels': {'team': 1}                    | /labels/team             | must be a text
          'labels': {'team': ''}                   | /labels/team             | 1 to 63
          'labels': {'_x': 'a'}                    | /labels/_x               | key
          'spec': null                             | /spec                    | is required
          'spec': 1                                | /spec                    | must be an object but is a number
          'spec': {}                               | /spec/crawl              | is required
          'spec': {'crawl': {'seeds': ['http://e.org']}, 'placement': {'weight': 0}} | /spec/placement/weight | from 1 to 1000
          'spec': {'crawl': {'seeds': ['http://e.org']}, 'placement': {'weight': 1001}} | /spec/placement/weight | from 1 to 1000
          'spec': {'crawl': {'seeds': ['http://e.org']}, 'placement': {'requires': {'a': 'b c'}}} | /spec/placement/requires/a | 1 to 63
          """)
  void refusesInATask(String field, String pointer, String detail) {
    assertRefused(task(field), pointer, detail);
  }

  @Test
  void refusesWhatIsTooMuch() {
    assertRefused(task("'name': '" + "a".repeat(254) + "'"), "/name", "1 to 253");
    var seed = "https://e.org/" + "a".repeat(2000);
    assertRefused(crawl("'seeds': ['" + seed + "']"), "/spec/crawl/seeds/0", "2000");
    var pattern = "a".repeat(1001);
    assertRefused(
        crawl("'scope': {'include': ['" + pattern + "']}"), "/spec/crawl/scope/include/0", "1000");
    var seeds = "'https://e.org/',".repeat(1000) + "'https://e.org/'";
    assertRefused(crawl("'seeds': [" + seeds + "]"), "/spec/crawl/seeds", "1 to 1000");
    var patterns = "'a',".repeat(100) + "'a'";
    assertRefused(
        crawl("'scope': {'exclude': [" + patterns + "]}"), "/spec/crawl/scope/exclude", "0 to 100");
    var labels = new StringBuilder("'l': 'v'");
    for (var index = 0; index < 32; index++) {
      labels.append(", 'l").append(index).append("': 'v'");
    }
    assertRefused(task("'labels': {" + labels + "}"), "/labels", "at most 32");
  }

  @Test
  void findsEverythingAtOnce() {
    var wrong = json("{'name':'!','x':1,'spec':{'crawl':{'seeds':['a','b'],'robots':1}}}");
    assertThat(findings(wrong))
        .extracting(Finding::pointer)
        .containsExactlyInAnyOrder(
            "/x", "/name", "/spec/crawl/seeds/0", "/spec/crawl/seeds/1", "/spec/crawl/robots");
  }

  @Test
  void boundsTheFindings() {
    assertThat(findings(crawl("'seeds': [" + "1,".repeat(900) + "1]"))).hasSize(100);
  }

  @Test
  void refusesWhatIsNoObject() {
    assertRefused(json("[]"), "", "must be an object but is a list");
    assertRefused(json("null"), "", "must be an object but is null");
  }

  @Test
  void takesTheNameOfThePath() {
    var nameless = json("{'spec':{'crawl':{'seeds':['https://e.org/']}}}");
    assertThat(TaskReader.read(nameless, "a").name()).isEqualTo("a");
    assertThat(TaskReader.read(task("'name': 'a'"), "a").name()).isEqualTo("a");
    assertThatThrownBy(() -> TaskReader.read(task("'name': 'a'"), "b"))
        .isInstanceOf(InvalidTask.class)
        .hasMessage("/name must be 'b', as in the path");
  }

  @Test
  void readsTextsForNumbersFromConfigurationOnly() {
    var configured =
        json(
            """
            {'name': 'a', 'labels': {'year': 2026}, 'spec': {'crawl': {
              'seeds': {'0': 'https://e.org/', '1': 'https://f.org/'},
              'robots': 'false', 'limits': {'maxDepth': '3'}}}}
            """);
    var draft = TaskReader.readConfigured(configured);
    assertThat(draft.labels()).containsEntry("year", "2026");
    assertThat(draft.spec().crawl().seeds()).containsExactly("https://e.org/", "https://f.org/");
    assertThat(draft.spec().crawl().plan().robots()).isFalse();
    assertThat(draft.spec().crawl().plan().limits().maxDepth()).isEqualTo(3);
    assertThat(findings(configured)).hasSize(4);
  }

  @Test
  void givesTheSameBytesForTheSameTask() {
    var other = json("{'spec':{'crawl':{'seeds':['https://e.org/']}},'labels':{},'name':'a'}");
    assertThat(TaskDocument.canonical(TaskReader.read(other)))
        .isEqualTo(TaskDocument.canonical(TaskReader.read(task("'name': 'a'"))));
  }

  private static void assertRefused(JsonNode document, String pointer, String detail) {
    assertThat(findings(document))
        .anySatisfy(
            finding -> {
              assertThat(finding.pointer()).isEqualTo(pointer);
              assertThat(finding.detail()).contains(detail);
            });
  }

  private static List<Finding> findings(JsonNode document) {
    return catchThrowableOfType(InvalidTask.class, () -> TaskReader.read(document)).findings();
  }

  /** A task that is right but for the field. */
  private static JsonNode task(String field) {
    var right = json("{'name':'a','spec':{'crawl':{'seeds':['https://e.org/']}}}");
    return overlay(right, json("{" + field + "}"));
  }

  private static JsonNode crawl(String field) {
    var crawl = overlay(json("{'seeds':['https://e.org/']}"), json("{" + field + "}"));
    return json("{'name':'a','spec':{'crawl':" + crawl + "}}");
  }

  private static JsonNode overlay(JsonNode right, JsonNode fields) {
    return ((tools.jackson.databind.node.ObjectNode) right)
        .setAll((tools.jackson.databind.node.ObjectNode) fields);
  }

  private static JsonNode json(String text) {
    return JsonText.parse(text.replace('\'', '"').getBytes(UTF_8));
  }
}
