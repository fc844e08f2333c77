package io.crawlkeeper.worker.crawl.extract;

import static io.crawlkeeper.worker.crawl.extract.Pages.*;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.crawlkeeper.url.CrawlUrl;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ExtractorTest {

  private static final Subject BOOK =
      html(
          """
          <html><head><script type='application/ld+json'>
            {"@type": "Book", "offers": {"price": 51.77, "on": true}, "tags": ["a", "b"]}
          </script></head><body id=top>
          <h1> A  Light\u00a0in the
            Attic </h1><p class='star-rating Three' data-id=7>&pound;51.77 <b>now</b></p>
          <p>second</p><ul><li>one<li>two<li><a href='../x.html#f'>three</a></ul></body></html>
          """);

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      nullValues = "null",
      textBlock =
          """
          'h1'                                                        | 'A Light in the Attic'
          'h2'                                                        | null
          {'css': 'p', 'take': 'html'}                                | '£51.77 <b>now</b>'
          {'css': 'b', 'take': 'outer-html'}                          | '<b>now</b>'
          {'css': 'p', 'take': '@class', 'match': 'star-rating (.*)'} | 'Three'
          {'css': 'p', 'take': '@data-id', 'type': 'integer'}         | 7
          {'css': 'p', 'type': 'number'}                              | 51.77
          {'css': 'li', 'list': true}                                 | ['one','two','three']
          {'css': 'a', 'take': '@href', 'type': 'url'}                | 'https://shop.example/x.html'
          {'xpath': '//li[2]'}                                        | 'two'
          {'xpath': '//li', 'list': true}                             | ['one','two','three']
          {'xpath': '//p/@class'}                                     | 'star-rating Three'
          {'xpath': '//h1/text()'}                                    | 'A Light in the Attic'
          {'xpath': 'count(//li)', 'type': 'integer'}                 | 3
          {'xpath': 'string(//li/a/@href)'}                           | '../x.html#f'
          {'xpath': '//body[@id="top"]//li[last()]/a'}                | 'three'
          {'xpath': '//p[following-sibling::p]/b/..', 'take': '@data-id'} | '7'
          {'regex': '<b>(\\w+)</b>'}                                  | 'now'
          {'regex': 'star-rating'}                                    | 'star-rating'
          {'jsonpath': '$[0].offers.price', 'type': 'number'}         | 51.77
          {'jsonpath': '$..offers.on', 'type': 'boolean'}             | true
          {'jsonpath': '$[0].tags[*]', 'list': true}                  | ['a','b']
          {'jsonpath': '$[0].offers', 'type': 'json'}                 | {'price':51.77,'on':true}
          {'jsonpath': '$[0].tags.length()', 'type': 'integer'}       | 2
          {'jsonpath': '$[0].nothing'}                                | null
          """)
  void takesAField(String field, String value) {
    assertThat(field(field.replace("\"top\"", "\\\"top\\\"").replace("\\w", "\\\\w"), BOOK))
        .isEqualTo(value);
  }

  @Test
  void makesAnItemOfEach() {
    var extraction =
        extract(
            """
            {'items': [{'name': 'row', 'each': 'div', 'fields': {
               'name': 'div > b', 'id': {'take': '@id'}, 'n': {'xpath': './i', 'type': 'integer'},
               'm': {'regex': '<i>([0-9]+)'}}}]}
            """,
            html("<div id=a><b>x</b><i>1</i></div><div id=b><b>y</b></div><div></div>"));
    assertThat(extraction.items())
        .extracting(item -> item.fields().toString())
        .containsExactly(
            "{\"name\":\"x\",\"id\":\"a\",\"n\":1,\"m\":\"1\"}", "{\"name\":\"y\",\"id\":\"b\"}");
    assertThat(extraction.items()).allMatch(item -> item.kind().equals("row"));
    assertThat(extraction.problems()).isEmpty();
  }

  @Test
  void makesItemsOfAListInJson() {
    var extraction =
        extract(
            """
            {'items': [{'name': 'b', 'each': {'jsonpath': '$.books[*]'}, 'fields': {
               'title': {'jsonpath': '$.title'}, 'price': {'jsonpath': '$.price', 'type': 'number'},
               'all': {'type': 'json'}}}], 'follow': [{'jsonpath': '$.next'}]}
            """,
            plain("{\"books\": [{\"title\": \"A\", \"price\": 1.50}], \"next\": \"?page=2\"}"));
    assertThat(extraction.items().getFirst().fields().toString())
        .isEqualTo("{\"title\":\"A\",\"price\":1.50,\"all\":{\"title\":\"A\",\"price\":1.50}}");
    assertThat(extraction.links())
        .extracting(CrawlUrl::text)
        .containsExactly("https://shop.example/books/list.html?page=2");
  }

  @Test
  void leavesOutItemsWithoutWhatIsRequired() {
    var extraction =
        extract(
            """
            {'items': [{'name': 'p', 'each': 'p', 'fields': {
               'n': {'css': 'b', 'type': 'number', 'required': true}}}]}
            """,
            html("<p><b>1</b><p><b>one</b><p>nothing<p>nothing"));
    assertThat(extraction.items()).hasSize(1);
    assertThat(extraction.problems())
        .containsExactly(
            "p.n cannot be read: \"one\" holds no number",
            "p.n is required, and is not there (3 times)");
  }

  @Test
  void looksOnlyAtPagesThatThePatternsAreFor() {
    var rules =
        """
        {'items': [{'name': 'a', 'on': ['/books/.*'], 'fields': {'f': 'p'}},
                   {'name': 'b', 'on': ['/other', 'https://else.example/.*'], 'fields': {'f': 'p'}}]}
        """;
    assertThat(extract(rules, html("<p>x")).items()).extracting(Item::kind).containsExactly("a");
  }

  @Test
  void choosesLinks() {
    var page = html("<nav><a href=/no>no</a></nav><div><a href=a>a</a><a href=b>b</a></div>");
    assertThat(extract("{'follow': ['div']}", page).links())
        .extracting(CrawlUrl::pathAndQuery)
        .containsExactly("/books/a", "/books/b");
    assertThat(extract("{'follow': [{'xpath': '//div/a[1]/@href'}, 'a[href=b]']}", page).links())
        .extracting(CrawlUrl::pathAndQuery)
        .containsExactly("/books/a", "/books/b");
    assertThat(extract("{'follow': ['p']}", page).links()).isEmpty();
  }

  @Test
  void followsAllWhereNoRuleIsForThePage() {
    var page = html("<a href=a>a</a>");
    assertThat(extract("{'follow': [{'on': ['/other'], 'css': 'p'}]}", page).links()).isNull();
    assertThat(extract("{}", page).links()).isNull();
  }

  @Test
  void namesTheRuleThatCannotBeCompiled() {
    assertThatThrownBy(() -> extract(oneField("{'xpath': '//['}"), html("")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("i.f must be an XPath 1.0 expression");
    assertThatThrownBy(() -> extract("{'follow': ['a', 'b[']}", html("")))
        .hasMessageStartingWith("rule 2 of follow must be a CSS selector");
  }

  @Test
  void tellsWhatIsNoJson() {
    var extraction = extract(oneField("{'jsonpath': '$.a'}"), plain("{\"a\": "));
    assertThat(extraction.items()).isEmpty();
    assertThat(extraction.problems())
        .singleElement()
        .asString()
        .startsWith("the body is no JSON: ");
  }
}
