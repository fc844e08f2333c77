package io.crawlkeeper.master.task;

import static io.crawlkeeper.master.task.Documents.*;
import static org.assertj.core.api.Assertions.assertThat;

import io.crawlkeeper.model.ByteSize;
import io.crawlkeeper.model.CrawlSpec;
import io.crawlkeeper.model.CrawlSpec.LimitsSpec;
import io.crawlkeeper.model.CrawlSpec.RenderSpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CrawlReaderTest {

  @Test
  void takesBytesAsNumberToo() {
    var limits = TaskReader.read(crawl("'limits': {'maxBytes': 1024}")).spec().crawl().limits();
    assertThat(limits).isEqualTo(new LimitsSpec(null, null, new ByteSize(1024), null, null, null));
  }

  @Test
  void takesTrueAndFalseForABrowser() {
    assertThat(read("'render': true").render()).isEqualTo(new RenderSpec(null, null));
    assertThat(read("'render': {}").render()).isEqualTo(new RenderSpec(null, null));
    assertThat(read("'render': false").render()).isNull();
  }

  @Test
  void findsNoFaultOfOutputInATaskWhoseItemsAreWrong() {
    var spec = crawl("'output': ['csv'], 'extract': {'items': 7}");
    assertThat(findings(spec))
        .extracting(Finding::pointer)
        .allMatch(pointer -> pointer.startsWith("/spec/crawl/extract"));
  }

  private static CrawlSpec read(String field) {
    return TaskReader.read(crawl(field)).spec().crawl();
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
          'scope': {'traps': 1}                         | /spec/crawl/scope/traps           | true or false
          'scope': {'urls': true}                       | /spec/crawl/scope/urls            | must be an object
          'scope': {'urls': {'sortQuery': 'yes'}}       | /spec/crawl/scope/urls/sortQuery  | true or false
          'scope': {'urls': {'lowercasePath': 1}}       | /spec/crawl/scope/urls/lowercasePath | true or false
          'scope': {'urls': {'dropTrailingSlash': 1}}   | /spec/crawl/scope/urls/dropTrailingSlash | true or false
          'scope': {'urls': {'canonical': 'no'}}        | /spec/crawl/scope/urls/canonical  | true or false
          'scope': {'urls': {'dropQery': []}}           | /spec/crawl/scope/urls/dropQery   | did you mean 'dropQuery'?
          'scope': {'urls': {'dropQuery': 'sid'}}       | /spec/crawl/scope/urls/dropQuery  | must be a list
          'scope': {'urls': {'dropQuery': ['']}}        | /spec/crawl/scope/urls/dropQuery/0 | name of a parameter
          'scope': {'urls': {'dropQuery': ['a*b']}}     | /spec/crawl/scope/urls/dropQuery/0 | name of a parameter
          'scope': {'urls': {'dropQuery': ['a=1']}}     | /spec/crawl/scope/urls/dropQuery/0 | name of a parameter
          'scope': {'urls': {'dropQuery': ['a', 'a']}}  | /spec/crawl/scope/urls/dropQuery/1 | twice
          'limits': {'maxPagesPerHost': 0}              | /spec/crawl/limits/maxPagesPerHost | from 1 to 1000000000
          'limits': {'maxBodySize': '999B'}             | /spec/crawl/limits/maxBodySize    | from 1kB to 1GB
          'limits': {'maxBodySize': 1000000001}         | /spec/crawl/limits/maxBodySize    | from 1kB to 1GB
          'limits': {'maxBodySize': true}               | /spec/crawl/limits/maxBodySize    | must be a text
          'politeness': {'adaptive': 1}                 | /spec/crawl/politeness/adaptive   | true or false
          'politeness': {'rates': {}}                   | /spec/crawl/politeness/rates      | must be a list
          'politeness': {'rates': [1]}                  | /spec/crawl/politeness/rates/0    | must be an object
          'politeness': {'rates': [{},{},{},{},{},{}]}  | /spec/crawl/politeness/rates      | 0 to 5
          'politeness': {'rates': [{'per': 'PT1S'}]}    | /spec/crawl/politeness/rates/0/events | is required
          'politeness': {'rates': [{'events': 1}]}      | /spec/crawl/politeness/rates/0/per | is required
          'politeness': {'rates': [{'events': 0, 'per': 'PT1S'}]} | /spec/crawl/politeness/rates/0/events | from 1 to 1000000
          'politeness': {'rates': [{'events': 1, 'per': 'PT0.9S'}]} | /spec/crawl/politeness/rates/0/per | from PT1S to P1D
          'politeness': {'rates': [{'evnts': 1}]}       | /spec/crawl/politeness/rates/0/evnts | did you mean 'events'?
          'sitemaps': 'all'                             | /spec/crawl/sitemaps              | true or false
          'render': 'yes'                               | /spec/crawl/render                | must be true, false or an object but is a text
          'render': {'waitFor': ' '}                    | /spec/crawl/render/waitFor        | CSS selector
          'render': {'timeout': 'PT0.5S'}               | /spec/crawl/render/timeout        | from PT1S to PT5M
          'render': {'timeout': 'PT5M1S'}               | /spec/crawl/render/timeout        | from PT1S to PT5M
          'render': true, 'fetch': {'proxies': ['http://p.org:1']} | /spec/crawl/render  | goes without fetch.proxies only
          'render': {'wait': 'a'}                       | /spec/crawl/render/wait           | waitFor, timeout
          'output': []                                  | /spec/crawl/output                | 1 to 4
          'output': ['xml']                             | /spec/crawl/output/0              | one of jsonl, csv, warc, sql
          'output': ['csv']                             | /spec/crawl/output                | must not have csv
          'output': ['csv'], 'extract': {}              | /spec/crawl/output                | must not have csv
          'output': ['jsonl', 'sql']                    | /spec/crawl/output                | unless extract.items
          'output': ['warc', 'warc']                    | /spec/crawl/output/1              | twice
          """)
  void refusesInACrawl(String field, String pointer, String detail) {
    assertRefused(crawl(field), pointer, detail);
  }
}
