package io.crawlkeeper.master.task;

import static io.crawlkeeper.master.task.Documents.assertRefused;
import static io.crawlkeeper.master.task.Documents.json;
import static org.assertj.core.api.Assertions.assertThat;

import io.crawlkeeper.model.FetchSpec.AuthSpec;
import io.crawlkeeper.model.HttpBuilder;
import io.crawlkeeper.model.HttpSpec;
import io.crawlkeeper.model.HttpSpec.ExpectSpec;
import io.crawlkeeper.model.JobBuilder;
import io.crawlkeeper.model.JobSpec;
import io.crawlkeeper.model.JobSpec.EnvSpec;
import io.crawlkeeper.model.JobSpec.QuantitiesSpec;
import io.crawlkeeper.model.JobSpec.ResourcesSpec;
import io.crawlkeeper.model.JobSpec.SecretKeySpec;
import io.crawlkeeper.model.Quantity;
import io.crawlkeeper.model.StatusRange;
import io.crawlkeeper.model.WorkSpec;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

class WorkReaderTest {

  private static JsonNode spec(String spec) {
    return json("{'name': 'a', 'spec': {" + spec + "}}");
  }

  private static JsonNode with(String kind, String right, String field) {
    var work = (ObjectNode) json("{" + right + "}");
    work.setAll((ObjectNode) json("{" + field + "}"));
    return spec("'" + kind + "': " + work);
  }

  private static JsonNode job(String field) {
    return with("job", "'image': 'report:1.4'", field);
  }

  private static JsonNode http(String field) {
    return with("http", "'url': 'https://e.org/'", field);
  }

  private static JsonNode plugin(String field) {
    return with("plugin", "'kind': 'sftp-sync'", field);
  }

  private static WorkSpec read(JsonNode document) {
    var draft = TaskReader.read(document);
    assertThat(TaskReader.read(TaskDocument.of(draft))).isEqualTo(draft);
    return draft.spec().work();
  }

  @Test
  void readsAContainer() {
    var job =
        read(
            spec(
                """
                'job': {
                  'namespace': 'crawls', 'image': 'registry.e.org:5000/team/report:1.4',
                  'command': ['/report'], 'args': ['--all', ''],
                  'env': [{'name': 'LEVEL', 'value': ''},
                          {'name': 'TOKEN', 'secret': {'name': 'report', 'key': 'token.txt'}}],
                  'resources': {'requests': {'cpu': '500m', 'memory': '256Mi'},
                                'limits': {'memory': '1Gi'}},
                  'backoffLimit': 2, 'activeDeadline': 'PT2H', 'ttlAfterFinished': 'PT0S',
                  'labels': {'team': 'search', 'e.org/cost-centre': ''}}
                """));

    assertThat(job)
        .isEqualTo(
            JobBuilder.of("registry.e.org:5000/team/report:1.4")
                .namespace("crawls")
                .command("/report")
                .args("--all", "")
                .env(
                    new EnvSpec("LEVEL", "", null),
                    new EnvSpec("TOKEN", null, new SecretKeySpec("report", "token.txt")))
                .resources(
                    new ResourcesSpec(
                        new QuantitiesSpec(new Quantity("500m"), new Quantity("256Mi")),
                        new QuantitiesSpec(null, new Quantity("1Gi"))))
                .backoffLimit(2)
                .activeDeadline(Duration.ofHours(2))
                .ttlAfterFinished(Duration.ZERO)
                .labels(Map.of("team", "search", "e.org/cost-centre", ""))
                .build());
  }

  @Test
  void readsACall() {
    var call =
        read(
            spec(
                """
                'http': {
                  'url': 'https://e.org/hook', 'method': 'POST', 'headers': {'Cookie': 'a=b'},
                  'body': '{}', 'auth': {'bearer': {'secret': 'hook'}},
                  'expect': {'status': [204, '300-399'], 'text': 'done'},
                  'timeout': 'PT5S', 'redirects': 2}
                """));

    assertThat(call)
        .isEqualTo(
            HttpBuilder.of("https://e.org/hook")
                .method(HttpSpec.Method.POST)
                .headers(Map.of("Cookie", "a=b"))
                .body("{}")
                .auth(new AuthSpec(AuthSpec.Scheme.BEARER, null, "hook"))
                .expect(
                    new ExpectSpec(
                        List.of(new StatusRange(204, 204), new StatusRange(300, 399)), "done"))
                .timeout(Duration.ofSeconds(5))
                .redirects(2)
                .build());
  }

  @Test
  void leavesWhatAPluginIsToldAsItIs() {
    var plugin = read(plugin("'config': {'b': 1.10, 'a': [1e400, null, {'x': 'ü'}]}"));

    assertThat(plugin.kind()).isEqualTo("sftp-sync");
    assertThat(TaskDocument.of(TaskReader.read(plugin("'config': {'b': [1.10]}"))).toString())
        .contains("{\"plugin\":{\"kind\":\"sftp-sync\",\"config\":{\"b\":[1.10]}}}");
    assertThat(read(plugin(""))).isEqualTo(read(plugin("'config': {}")));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "report:1",
        "team/report:v1.4-rc_1",
        "localhost:5000/a:1",
        "registry.e.org/a/b/c__d@sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef",
      })
  void takesImages(String image) {
    assertThat(read(job("'image': '" + image + "'"))).isInstanceOf(JobSpec.class);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          'image': null                        | /image              | is required
          'image': 'Report:1'                  | /image              | must be a reference
          'image': 'a b:1'                     | /image              | must be a reference
          'image': 'http://e.org/a:1'          | /image              | must be a reference
          'image': '-a:1'                      | /image              | must be a reference
          'image': 'report'                    | /image              | a tag other than latest
          'image': 'e.org:5000/report'         | /image              | a tag other than latest
          'image': 'report:latest'             | /image              | a tag other than latest
          'image': 'report@sha256:12'          | /image              | must be a reference
          'namespace': 'Crawls'                | /namespace          | must be a namespace
          'namespace': 'a.b'                   | /namespace          | must be a namespace
          'command': []                        | /command            | 1 to 100
          'command': 'run'                     | /command            | must be a list
          'env': [{'name': '1A', 'value': ''}] | /env/0/name         | the name of a variable
          'env': [{'name': 'A'}]               | /env/0/value        | must be given, or secret
          'env': [{'name': 'A', 'value': '', 'secret': {'name': 'a', 'key': 'b'}}] | /env/0/value | and not both
          'env': [{'name': 'A', 'value': ''}, {'name': 'A', 'value': ''}] | /env/1/name | is there twice
          'env': [{'name': 'A', 'secret': {'name': 'A_b', 'key': 'b'}}] | /env/0/secret/name | a Kubernetes secret
          'env': [{'name': 'A', 'secret': {'name': 'a', 'key': 'b/c'}}] | /env/0/secret/key | a key of the secret
          'env': [{'name': 'A', 'secret': {'name': 'a'}}] | /env/0/secret/key | is required
          'resources': {'limits': {'cpu': 'much'}} | /resources/limits/cpu | must be a quantity
          'resources': {'limits': {'cpu': '0'}} | /resources/limits/cpu | more than 0
          'resources': {'limits': {'cpu': '1m', 'memory': '128'}} | /resources/limits/memory | at least 1Mi
          'resources': {'limits': {'gpu': '1'}} | /resources/limits/gpu | is no field
          'resources': {'requests': {'cpu': '2'}, 'limits': {'cpu': '1500m'}} | /resources/requests | more cpu than limits
          'backoffLimit': -1                   | /backoffLimit       | from 0 to 100
          'activeDeadline': 'PT0S'             | /activeDeadline     | from PT1S
          'ttlAfterFinished': 'P31D'           | /ttlAfterFinished   | to P30D
          'labels': {'-a': 'b'}                | /labels/-a          | no label's
          'labels': {'crawlkeeper.io/run': 'b'} | /labels/crawlkeeper.io~1run | belongs to
          'labels': {'batch.kubernetes.io/x': 'b'} | /labels/batch.kubernetes.io~1x | belongs to
          'labels': {'job-name': 'b'}          | /labels/job-name    | sets itself
          'labels': {'a': 'b c'}               | /labels/a           | must be empty, or
          'podSpec': {}                        | /podSpec            | is no field of job
          """)
  void refusesInAContainer(String field, String pointer, String detail) {
    assertRefused(job(field), "/spec/job" + pointer, detail);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          'url': null                          | /url                | is required
          'url': 'ftp://e.org/'                | /url                | begins with http
          'url': 'http://me:pw@e.org/'         | /url                | user name
          'method': 'get'                      | /method             | must be one of GET
          'headers': {'Authorization': 'x'}    | /headers/Authorization | use auth
          'headers': {'Host': 'x'}             | /headers/Host       | cannot be set
          'body': 'x'                          | /body               | with the method GET
          'auth': {}                           | /auth               | exactly one of
          'expect': {'status': []}             | /expect/status      | 1 to 20
          'expect': {'status': [99]}           | /expect/status/0    | must be a status
          'expect': {'status': ['299-200']}    | /expect/status/0    | must be a status
          'expect': {'status': ['200', 700]}   | /expect/status/1    | must be a status
          'expect': {'text': ''}               | /expect/text        | 1 to 1000
          'timeout': 'PT0S'                    | /timeout            | from PT0.1S
          'redirects': 11                      | /redirects          | from 0 to 10
          """)
  void refusesInACall(String field, String pointer, String detail) {
    assertRefused(http(field), "/spec/http" + pointer, detail);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          'kind': null                         | /kind               | is required
          'kind': 'Sftp'                       | /kind               | small letters
          'kind': 'job'                        | /kind               | write it as spec.job
          'config': []                         | /config             | must be an object
          'settings': {}                       | /settings           | is no field of plugin
          """)
  void refusesInWhatIsForAPlugin(String field, String pointer, String detail) {
    assertRefused(plugin(field), "/spec/plugin" + pointer, detail);
  }

  @Test
  void refusesWhatIsTooLarge() {
    var large = "'config': {'a': '" + "x".repeat(32 << 10) + "'}";
    assertRefused(plugin(large), "/spec/plugin/config", "32 KiB");
    var body = "'method': 'POST', 'body': '" + "x".repeat((16 << 10) + 1) + "'";
    assertRefused(http(body), "/spec/http/body", "16384");
  }
}
