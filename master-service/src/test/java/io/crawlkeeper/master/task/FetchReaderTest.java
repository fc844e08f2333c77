package io.crawlkeeper.master.task;

import static io.crawlkeeper.master.task.Documents.*;
import static org.assertj.core.api.Assertions.assertThat;

import io.crawlkeeper.model.FetchSpec.AuthSpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FetchReaderTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          'headers': []                             | /headers                | must be an object
          'headers': {'': 'a'}                      | /headers/               | 1 to 100 letters
          'headers': {'A B': 'a'}                   | /headers/A B            | 1 to 100 letters
          'headers': {'A:': 'a'}                    | /headers/A:             | 1 to 100 letters
          'headers': {'Ä': 'a'}                     | /headers/Ä              | 1 to 100 letters
          'headers': {'A': 'a\\r\\nB: c'}           | /headers/A              | printable ASCII
          'headers': {'A': 'é'}                     | /headers/A              | printable ASCII
          'headers': {'A': ''}                      | /headers/A              | printable ASCII
          'headers': {'A': ' a'}                    | /headers/A              | without spaces around
          'headers': {'A': 1}                       | /headers/A              | must be a text
          'headers': {'A': 'a', 'a': 'b'}           | /headers/a              | twice
          'headers': {'Host': 'e.org'}              | /headers/Host           | crawler's own
          'headers': {'content-length': '1'}        | /headers/content-length | crawler's own
          'headers': {'Transfer-Encoding': 'x'}     | /headers/Transfer-Encoding | crawler's own
          'headers': {'Connection': 'close'}        | /headers/Connection     | crawler's own
          'headers': {'Proxy-Authorization': 'x'}   | /headers/Proxy-Authorization | crawler's own
          'headers': {'Authorization': 'x'}         | /headers/Authorization  | use auth
          'headers': {'COOKIE': 'x'}                | /headers/COOKIE         | see cookies
          'headers': {'User-Agent': 'x'}            | /headers/User-Agent     | use userAgents
          'headers': {'If-None-Match': 'x'}         | /headers/If-None-Match  | see conditional
          'userAgents': 'x'                         | /userAgents             | must be a list
          'userAgents': ['ok', ' x']                | /userAgents/1           | without spaces around
          'userAgents': ['ä']                       | /userAgents/0           | printable ASCII
          'cookies': 'no'                           | /cookies                | true or false
          'auth': 'basic'                           | /auth                   | must be an object
          'auth': {}                                | /auth                   | exactly one of basic and bearer
          'auth': {'bearer': {'secret': 'a'}, 'basic': {'username': 'u', 'secret': 's'}} | /auth | exactly one
          'auth': {'digest': {}}                    | /auth/digest            | basic, bearer
          'auth': {'basic': {'secret': 'a'}}        | /auth/basic/username    | is required
          'auth': {'basic': {'username': 'a'}}      | /auth/basic/secret      | is required
          'auth': {'basic': {'username': 'a:b', 'secret': 's'}} | /auth/basic/username | without ':'
          'auth': {'basic': {'password': 'a'}}      | /auth/basic/password    | username, secret
          'auth': {'bearer': {'secret': 'a b'}}     | /auth/bearer/secret     | name of a secret
          'auth': {'bearer': {'username': 'a', 'secret': 's'}} | /auth/bearer/username | no field
          'proxies': ['socks5://e.org:1']           | /proxies/0              | must be a proxy
          'proxies': ['http://e.org']               | /proxies/0              | with its port
          'proxies': ['http://e.org:0']             | /proxies/0              | with its port
          'proxies': ['http://e.org:65536']         | /proxies/0              | with its port
          'proxies': ['http://e.org:1/a']           | /proxies/0              | must be a proxy
          'proxies': ['http://u:p@e.org:1']         | /proxies/0              | name of a secret
          'proxies': ['http://u:{a b}@e.org:1']     | /proxies/0              | name of a secret
          'proxies': [' ']                          | /proxies/0              | must be a proxy
          'types': ['html']                         | /types/0                | must be a media type
          'types': ['text/html; charset=utf-8']     | /types/0                | without parameters
          'types': ['Text/HTML']                    | /types/0                | small letters
          'types': ['*/*']                          | /types/0                | must be a media type
          'types': ['text/*', 'text/*']             | /types/1                | twice
          'conditional': 1                          | /conditional            | true or false
          'timeouts': 'PT1S'                        | /timeouts               | must be an object
          'timeouts': {'connect': 'PT0S'}           | /timeouts/connect       | from PT0.1S to PT1M
          'timeouts': {'read': 'PT6M'}              | /timeouts/read          | from PT0.1S to PT5M
          'timeouts': {'total': 'PT61M'}            | /timeouts/total         | from PT0.1S to PT1H
          'timeouts': {'read': 'PT9S', 'total': 'PT8S'} | /timeouts/read      | must not be longer than total
          'retries': -1                             | /retries                | from 0 to 10
          'retries': 11                             | /retries                | from 0 to 10
          'retires': 1                              | /retires                | did you mean 'retries'?
          """)
  void refusesInHowPagesAreFetched(String field, String pointer, String detail) {
    assertRefused(crawl("'fetch': {" + field + "}"), "/spec/crawl/fetch" + pointer, detail);
  }

  @Test
  void refusesWhatIsTooMuch() {
    var long1 = "a".repeat(4001);
    assertRefused(
        crawl("'fetch': {'headers': {'A': '" + long1 + "'}}"),
        "/spec/crawl/fetch/headers/A",
        "1 to 4000");
    var agents = "'x',".repeat(100) + "'x'";
    assertRefused(
        crawl("'fetch': {'userAgents': [" + agents + "]}"),
        "/spec/crawl/fetch/userAgents",
        "0 to 100");
    var headers = new StringBuilder("'A': 'a'");
    for (var index = 0; index < 50; index++) {
      headers.append(", 'A").append(index).append("': 'a'");
    }
    assertRefused(
        crawl("'fetch': {'headers': {" + headers + "}}"),
        "/spec/crawl/fetch/headers",
        "at most 50");
  }

  /** What is found must not repeat what may be a password. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "'headers': {'Authorization': 'hunter2'}",
        "'auth': {'bearer': {'secret': 'hunter2 '}}",
        "'proxies': ['http://u:hunter2@e.org:1']"
      })
  void doesNotRepeatCredentials(String field) {
    assertThat(findings(crawl("'fetch': {" + field + "}")))
        .isNotEmpty()
        .noneMatch(finding -> finding.detail().contains("hunter2"));
  }

  @Test
  void readsCredentialsAsTheNameOfTheirSecret() {
    assertThat(auth("{'basic': {'username': 'ada', 'secret': 'shop'}}"))
        .isEqualTo(new AuthSpec(AuthSpec.Scheme.BASIC, "ada", "shop"));
    assertThat(auth("{'bearer': {'secret': 'shop'}}"))
        .isEqualTo(new AuthSpec(AuthSpec.Scheme.BEARER, null, "shop"));
  }

  private static AuthSpec auth(String auth) {
    var fetch = TaskReader.read(crawl("'fetch': {'auth': " + auth + "}")).spec().crawl().fetch();
    return java.util.Objects.requireNonNull(java.util.Objects.requireNonNull(fetch).auth());
  }
}
