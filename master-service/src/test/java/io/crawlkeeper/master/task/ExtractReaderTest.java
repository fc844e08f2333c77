package io.crawlkeeper.master.task;

import static io.crawlkeeper.master.task.Documents.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.crawlkeeper.model.ExtractSpec.FieldSpec;
import io.crawlkeeper.model.ExtractSpec.FollowSpec;
import io.crawlkeeper.model.ExtractSpec.Language;
import io.crawlkeeper.model.ExtractSpec.Selector;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ExtractReaderTest {

  @Test
  void readsTheShortForms() {
    var rules =
        ExtractReader.read(
            json(
                """
                {'items': [{'name': 'book', 'on': ['/book/.*'], 'each': 'li', 'fields': {
                    'title': 'h3',
                    'price': {'xpath': './/b', 'type': 'number', 'required': true},
                    'rating': {'take': '@class', 'match': 'star-(\\\\w+)'}}}],
                 'follow': ['.next a', {'on': ['/'], 'jsonpath': '$.next'},
                            {'css': 'b', 'priority': -100}]}
                """),
            "/extract");
    var item = rules.items().getFirst();
    assertThat(item.each()).isEqualTo(new Selector(Language.CSS, "li"));
    assertThat(item.fields())
        .containsExactly(
            java.util.Map.entry("title", FieldSpec.text(new Selector(Language.CSS, "h3"))),
            java.util.Map.entry(
                "price",
                new FieldSpec(
                    new Selector(Language.XPATH, ".//b"),
                    "text",
                    null,
                    false,
                    true,
                    FieldSpec.Type.NUMBER)),
            java.util.Map.entry(
                "rating",
                new FieldSpec(null, "@class", "star-(\\w+)", false, false, FieldSpec.Type.STRING)));
    assertThat(rules.follow())
        .containsExactly(
            new FollowSpec(List.of(), new Selector(Language.CSS, ".next a")),
            new FollowSpec(List.of("/"), new Selector(Language.JSONPATH, "$.next")),
            new FollowSpec(List.of(), new Selector(Language.CSS, "b"), -100));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          'itmes': []                                             | /itmes                   | did you mean 'items'?
          'items': {}                                             | /items                   | must be a list
          'items': [{'fields': {'a': 'b'}}]                       | /items/0/name            | is required
          'items': [{'name': 'a b', 'fields': {'a': 'b'}}]        | /items/0/name            | letters, digits
          'items': [{'name': 'a'}]                                | /items/0/fields          | is required
          'items': [{'name': 'a', 'fields': {}}]                  | /items/0/fields          | 1 to 100 entries
          'items': [{'name': 'a', 'fields': {'a': 'b['}}]         | /items/0/fields/a        | must be a CSS selector
          'items': [{'name': 'a', 'fields': {'a': 1}}]            | /items/0/fields/a        | must be an object
          'items': [{'name': 'a', 'fields': {'a b': 'b'}}]        | /items/0/fields/a b      | has a name that is none
          'items': [{'name': 'a', 'fields': {'a': {}}}]           | /items/0/fields/a        | must hold one of css, xpath
          'items': [{'name': 'a', 'fields': {'a': {'xpath': '//['}}}] | /items/0/fields/a/xpath | XPath 1.0
          'items': [{'name': 'a', 'fields': {'a': {'csss': 'b'}}}] | /items/0/fields/a/csss   | did you mean 'css'?
          'items': [{'name': 'a', 'fields': {'a': {'css': 'b', 'xpath': '//c'}}}] | /items/0/fields/a/xpath | together with css
          'items': [{'name': 'a', 'fields': {'a': {'css': 'b', 'take': 'txt'}}}] | /items/0/fields/a/take | did you mean 'text'?
          'items': [{'name': 'a', 'fields': {'a': {'regex': 'b', 'take': 'html'}}}] | /items/0/fields/a/take | goes with css and xpath
          'items': [{'name': 'a', 'fields': {'a': {'css': 'b', 'type': 'nummer'}}}] | /items/0/fields/a/type | did you mean 'number'?
          'items': [{'name': 'a', 'fields': {'a': {'css': 'b', 'match': '('}}}] | /items/0/fields/a/match | RE2
          'items': [{'name': 'a', 'each': {'jsonpath': '$[*]'}, 'fields': {'a': 'b'}}] | /items/0/fields/a | by css within what each finds by jsonpath
          'items': [{'name': 'a', 'on': ['('], 'fields': {'a': 'b'}}] | /items/0/on/0         | RE2
          'items': [{'name': 'a', 'each': {}, 'fields': {'a': 'b'}}] | /items/0/each          | must hold one of
          'items': [{'name': 'a', 'fields': {'a': 'b'}}, {'name': 'a', 'fields': {'a': 'b'}}] | /items/1/name | twice
          'follow': ['a[']                                        | /follow/0                | must be a CSS selector
          'follow': [{'on': ['/']}]                               | /follow/0                | must hold one of
          'follow': [{'css': 'a', 'priority': 101}]               | /follow/0/priority       | -100 to 100
          'follow': [{'css': 'a', 'priority': 1.5}]               | /follow/0/priority       | whole number
          'follow': [{'css': 'a', 'prio': 1}]                     | /follow/0/prio           | is no field of
          """)
  void refuses(String field, String pointer, String detail) {
    assertThat(findings("{" + field + "}"))
        .anySatisfy(
            finding -> {
              assertThat(finding.pointer()).isEqualTo(pointer);
              assertThat(finding.detail()).contains(detail);
            });
  }

  @Test
  void refusesMoreThanItBears() {
    var kinds =
        IntStream.range(0, 51)
            .mapToObj("{'name': 'k%d', 'fields': {'a': 'b'}}"::formatted)
            .collect(Collectors.joining(",", "{'items': [", "]}"));
    assertThat(findings(kinds).getFirst().detail()).contains("0 to 50");
    var fields =
        IntStream.range(0, 101)
            .mapToObj("'f%d': 'b'"::formatted)
            .collect(Collectors.joining(",", "{'items': [{'name': 'a', 'fields': {", "}}]}"));
    assertThat(findings(fields).getFirst().detail()).contains("1 to 100");
  }

  private static List<Finding> findings(String rules) {
    return catchThrowableOfType(InvalidTask.class, () -> ExtractReader.read(json(rules), ""))
        .findings();
  }
}
