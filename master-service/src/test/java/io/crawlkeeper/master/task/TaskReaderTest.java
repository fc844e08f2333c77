package io.crawlkeeper.master.task;

import static io.crawlkeeper.master.task.Documents.*;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.crawlkeeper.model.ByteSize;
import io.crawlkeeper.model.CrawlBuilder;
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
              CrawlBuilder.of("http://127.0.0.1:8901/index.html")
                  .scope(
                      new ScopeSpec(ScopeKind.HOST, List.of(), List.of("/internal/.*"), null, null))
                  .limits(
                      new LimitsSpec(
                          20, 100_000L, ByteSize.ofGigabytes(2), Duration.ofHours(1), null, null))
                  .politeness(new PolitenessSpec(Duration.ZERO, 8, null, null))
                  .robots(true)
                  .output(Output.JSONL, Output.WARC)
                  .build(),
              null,
              null,
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
    assertThat(draft.spec().crawl().limits())
        .isEqualTo(new LimitsSpec(null, null, null, null, null, null));
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
          'spec': {}                               | /spec                    | exactly one of crawl, job
          'spec': {'crawl': {'seeds': ['http://e.org']}, 'http': {'url': 'http://e.org'}} | /spec | exactly one of
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
}
