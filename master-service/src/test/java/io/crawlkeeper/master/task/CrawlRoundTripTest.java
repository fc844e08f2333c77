package io.crawlkeeper.master.task;

import static io.crawlkeeper.master.task.Documents.json;
import static org.assertj.core.api.Assertions.assertThat;

import io.crawlkeeper.model.Task;
import io.crawlkeeper.model.TaskBuilder;
import io.crawlkeeper.znode.ZnodeCodec;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

/** What users give of a crawl is what ZooKeeper keeps and what they get back. */
class CrawlRoundTripTest {

  private static final String ALL =
      """
      {'name':'all','labels':{},'spec':{'crawl':{
        'seeds':['https://e.org/'],
        'scope':{'kind':'domain','include':['/a.*'],'exclude':[],
          'urls':{'sortQuery':true,'dropQuery':['sid','utm_*'],'lowercasePath':true,
            'dropTrailingSlash':true,'canonical':false},
          'traps':false},
        'limits':{'maxDepth':3,'maxPages':10,'maxBytes':'2GB','maxDuration':'PT1H',
          'maxPagesPerHost':5,'maxBodySize':'1MB'},
        'politeness':{'delay':'PT2S','concurrency':2,'adaptive':false,
          'rates':[{'events':10,'per':'PT1S'},{'events':1000,'per':'PT1H'}]},
        'robots':false,
        'output':['warc'],
        'fetch':{'headers':{'Accept-Language':'de','X-B':'c d'},'userAgents':['a/1','b/2'],
          'cookies':false,'auth':{'basic':{'username':'ada','secret':'shop'}},
          'proxies':['http://p.example:3128','http://ada:{proxy}@[::1]:3128'],'types':['text/html','image/*'],
          'conditional':false,
          'timeouts':{'connect':'PT1S','read':'PT2S','total':'PT3S'},'retries':0},
        'sitemaps':true}}}
      """;

  static Stream<String> crawls() {
    return Stream.of(
        ALL,
        with("'fetch':{'auth':{'bearer':{'secret':'shop'}}}"),
        with("'fetch':{}"),
        with("'scope':{'urls':{}},'limits':{},'politeness':{'rates':[]}"),
        with("'render':true"),
        with("'render':{'timeout':'PT20S'}"),
        with("'render':{'waitFor':'#list .row','timeout':'PT20S'}"));
  }

  private static String with(String fields) {
    return "{'name':'a','labels':{},'spec':{'crawl':{'seeds':['https://e.org/']," + fields + "}}}";
  }

  @ParameterizedTest
  @MethodSource("crawls")
  void givesBackWhatItWasGiven(String text) {
    var document = json(text);
    assertThat(TaskDocument.of(TaskReader.read(document)).toString())
        .isEqualTo(document.toString());
  }

  @ParameterizedTest
  @MethodSource("crawls")
  void survivesZooKeeper(String text) {
    var task = task(TaskReader.read(json(text)));
    var read = ZnodeCodec.decode(ZnodeCodec.encode(task), Task.class);
    assertThat(read).isEqualTo(task);
    assertThat(TaskDocument.of(read).toString()).isEqualTo(json(text).toString());
  }

  @Test
  void canBePatchedFieldByField() {
    var patched =
        patch(
            json(ALL),
            """
            {'spec':{'crawl':{
              'scope':{'urls':{'canonical':null,'dropQuery':['x']},'traps':null},
              'limits':{'maxPagesPerHost':null,'maxBodySize':2000},
              'politeness':{'rates':[{'events':1,'per':'PT2S'}]},
              'fetch':{'headers':{'X-B':null,'X-C':'d'},
                'auth':{'basic':null,'bearer':{'secret':'token'}},
                'timeouts':{'read':null},'retries':4},
              'render':false}}}
            """);
    var crawl = patched.at("/spec/crawl");
    assertThat(crawl.at("/scope/urls").toString())
        .isEqualTo(
            json("{'sortQuery':true,'dropQuery':['x'],'lowercasePath':true,"
                    + "'dropTrailingSlash':true}")
                .toString());
    assertThat(crawl.at("/limits/maxBodySize").asString()).isEqualTo("2kB");
    assertThat(crawl.at("/limits").has("maxPagesPerHost")).isFalse();
    assertThat(crawl.at("/politeness/rates").toString())
        .isEqualTo(json("[{'events':1,'per':'PT2S'}]").toString());
    assertThat(crawl.at("/fetch/headers").toString())
        .isEqualTo(json("{'Accept-Language':'de','X-C':'d'}").toString());
    assertThat(crawl.at("/fetch/auth").toString())
        .isEqualTo(json("{'bearer':{'secret':'token'}}").toString());
    assertThat(crawl.at("/fetch/timeouts").toString())
        .isEqualTo(json("{'connect':'PT1S','total':'PT3S'}").toString());
    assertThat(crawl.has("render")).isFalse();
  }

  @Test
  void turnsABrowserThatWasAskedForByTrueIntoOneWithATimeout() {
    var patched =
        patch(json(with("'render':true")), "{'spec':{'crawl':{'render':{'timeout':'PT9S'}}}}");
    assertThat(patched.at("/spec/crawl/render").toString())
        .isEqualTo(json("{'timeout':'PT9S'}").toString());
  }

  private static JsonNode patch(JsonNode document, String patch) {
    var task = task(TaskReader.read(document));
    return TaskDocument.of(
        TaskReader.read(MergePatch.apply(TaskDocument.of(task), json(patch)), task.name()));
  }

  private static Task task(TaskDraft draft) {
    return TaskBuilder.of(draft.name(), 7).labels(draft.labels()).spec(draft.spec()).build();
  }
}
