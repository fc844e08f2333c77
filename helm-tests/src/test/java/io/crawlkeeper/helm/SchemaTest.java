package io.crawlkeeper.helm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Wrong values are refused before anything is rendered, by their names. */
class SchemaTest {

  private static final JsonNode SCHEMA =
      Yaml.document(Chart.read(Chart.FOLDER.resolve("values.schema.json")));

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "master: {replicas: 1}                                  | master.replicas",
        "master: {replica: 3}                                   | replica",
        "master: {image: {tag: latest}}                         | master.image.tag",
        "master: {image: {digest: 'sha256:abc'}}                | master.image.digest",
        "master: {image: {pullPolicy: Sometimes}}               | master.image.pullPolicy",
        "master: {resources: {requests: {cpu: lots}}}           | master.resources.requests.cpu",
        "master: {resources: {limits: null}}                    | master.resources",
        "master: {service: {type: Headless}}                    | master.service.type",
        "master: {topologySpread: {zone: Never}}                | master.topologySpread.zone",
        "worker: {replicas: two}                                | worker.replicas",
        "worker: {slots: 0}                                     | worker.slots",
        "worker: {contact: 'me(at)example.org'}                 | worker.contact",
        "worker: {allowedAddresses: [internal.example.org]}     | worker.allowedAddresses.0",
        "worker: {labels: {region: ''}}                         | worker.labels.region",
        "worker: {autoscaling: {metric: memory}}                | worker.autoscaling.metric",
        "worker: {jobs: {namespaces: [Not_One]}}                | worker.jobs.namespaces.0",
        "worker: {extraEnv: {TZ: UTC}}                          | worker.extraEnv",
        "worker: {plugins: {folder: ../data}}                   | worker.plugins.folder",
        "worker: {plugins: {volume: {name: jars}}}              | worker.plugins.volume",
        "worker: {initContainers: {name: jars}}                 | worker.initContainers",
        "zookeeper: {replicas: 2}                               | zookeeper.replicas",
        "zookeeper: {mode: embedded}                            | zookeeper.mode",
        "zookeeper: {chroot: crawlkeeper}                       | zookeeper.chroot",
        "zookeeper: {external: {servers: [zk-1]}}               | zookeeper.external.servers.0",
        "zookeeper: {external: {tls: {keyStoreKey: tls.key}}}   |"
            + " zookeeper.external.tls.keyStoreKey",
        "zookeeper: {sessionTimeout: 10}                        | zookeeper.sessionTimeout",
        "database: {mode: mysql}                                | database.mode",
        "database: {external: {password: hunter2}}              | password",
        "database: {external: {port: 70000}}                    | database.external.port",
        "database: {external: {parameters: ['password=x']}}     | database.external.parameters.0",
        "storage: {s3: {bucket: My_Bucket}}                     | storage.s3.bucket",
        "storage: {s3: {endpoint: 's3:9000'}}                   | storage.s3.endpoint",
        "storage: {s3: {secretKey: hunter2}}                    | secretKey",
        "networkPolicy: {crawl: {exceptIPv4: []}}               | networkPolicy.crawl.exceptIPv4",
        "networkPolicy: {crawl: {ports: [http]}}                | networkPolicy.crawl.ports.0",
        "ingress: {hosts: [crawl.example.org]}                  | ingress.hosts.0",
        "prometheusRule: {runbookUrl: 'docs/alerts.md'}         | prometheusRule.runbookUrl",
        "serviceMonitor: {interval: often}                      | serviceMonitor.interval",
        "master: {pdb: {maxUnavailable: 0}}                     | master.pdb.maxUnavailable",
        "worker: {pdb: {maxUnavailable: '0%'}}                  | worker.pdb.maxUnavailable",
        "commonLabels: {app.kubernetes.io/part-of: mine}        | commonLabels",
        "worker: {podLabels: {helm.sh/chart: mine}}             | worker.podLabels",
        "networkPolicy: {egress: {kubernetesPorts: []}}         |"
            + " networkPolicy.egress.kubernetesPorts",
        "httpRoute: {paths: [api]}                              | httpRoute.paths.0",
        "workers: {replicas: 3}                                 | workers"
      })
  void refusesAWrongValueByName(String values, String name) {
    assertThatThrownBy(() -> Chart.render(Scenario.PRODUCTION, values))
        .hasMessageContaining("schema")
        .satisfies(
            refused ->
                assertThat(String.valueOf(refused.getMessage()).replace('/', '.'))
                    .as("the message names the value")
                    .contains(name));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "database: {external: {host: ''}}                    | database.external.host is empty",
        "database: {external: {existingSecret: ''}}          | database.external.existingSecret is",
        "database: {mode: demo}                              | database.demo.existingSecret is"
            + " empty",
        "storage: {s3: {bucket: ''}}                         | storage.s3.bucket is empty",
        "zookeeper: {mode: external}                         | zookeeper.external.servers is empty",
        "worker: {config: {secrets: {shop: hunter2}}}        | worker.config has a secret",
        "master: {config: {database: {password: hunter2}}}   | master.config has a secret",
        "worker: {config: {secrets.shop: hunter2}}           | worker.config has a secret",
        "worker: {config: {'database.password': hunter2}}    | worker.config has a secret",
        "worker: {config: {storage: {secretKey: hunter2}}}   | worker.config has a secret",
        "worker: {config: {zookeeper: {tls: {trustStorePassword: x}}}} |"
            + " worker.config has a secret",
        "master: {config: {port: 9999}}                      | master.config.port cannot be set",
        "worker: {config: {data: /elsewhere}}                | worker.config.data cannot be set",
        "{worker: {jobs: {enabled: true, namespaces: [a], images: [b]}},"
            + " networkPolicy: {egress: {kubernetesPorts: [443]}}} |"
            + " networkPolicy.egress.kubernetes is empty",
        "worker: {jobs: {enabled: true}}                     | worker.jobs.namespaces is empty",
        "worker: {jobs: {enabled: true, namespaces: [a]}}    | worker.jobs.images is empty",
        "worker: {jobs: {enabled: true, namespaces: [a], images: [b]},"
            + " serviceAccount: {create: false}}             | worker.serviceAccount.name is empty",
        "worker: {plugins: {folder: jars}}                   | worker.plugins.volume is empty",
        "worker: {plugins: {volume: {emptyDir: {}}}}         | worker.plugins.volume is an"
            + " emptyDir",
        "worker: {terminationGracePeriodSeconds: 30}         |"
            + " worker.terminationGracePeriodSeconds",
        "master: {terminationGracePeriodSeconds: 30}         |"
            + " master.terminationGracePeriodSeconds",
        "worker: {autoscaling: {enabled: true, minReplicas: 9, maxReplicas: 3}} |"
            + " worker.autoscaling",
        "ingress: {enabled: true}                            | ingress.hosts is empty",
        "httpRoute: {enabled: true}                          | httpRoute.parentRefs is empty"
      })
  void refusesWhatDoesNotGoTogetherByName(String values, String message) {
    assertThatThrownBy(() -> Chart.render(Scenario.PRODUCTION, values))
        .hasMessageContaining(message);
  }

  @Test
  void allowsNamesOfSecrets() {
    assertThat(Chart.render(Scenario.PRODUCTION, "worker: {config: {jobs: {secrets: [shop]}}}"))
        .isNotEmpty();
  }

  @Test
  void allowsNothingThatItDoesNotName() {
    var open = new ArrayList<String>();
    walk("", SCHEMA, open);

    assertThat(open).isEmpty();
  }

  @Test
  void hasExactlyTheValuesOfTheChart() {
    assertThat(leavesOfSchema("", SCHEMA)).isEqualTo(leaves("", Yaml.document(valuesText())));
  }

  /** What a parent chart sets for all its charts. */
  @Test
  void takesGlobalValuesOfAParentChart() {
    assertThat(Chart.render(Scenario.PRODUCTION, "global: {storageClass: fast}")).isNotEmpty();
  }

  private static String valuesText() {
    return Chart.read(Chart.FOLDER.resolve("values.yaml"));
  }

  private static void walk(String path, JsonNode schema, List<String> open) {
    if (schema.path("type").asText().equals("object")
        && !schema.has("$comment")
        && !schema.has("additionalProperties")) {
      open.add(path);
    }
    if (schema.isObject()) {
      schema
          .properties()
          .forEach(entry -> walk(path + "/" + entry.getKey(), entry.getValue(), open));
    }
  }

  private static Set<String> leavesOfSchema(String path, JsonNode schema) {
    var leaves = new TreeSet<String>();
    var real = resolved(schema);
    var properties = real.path("properties");
    if (properties.isEmpty() || path.endsWith(".resources")) {
      leaves.add(path);
    } else {
      properties
          .properties()
          .forEach(one -> leaves.addAll(leavesOfSchema(path + "." + one.getKey(), one.getValue())));
    }
    return leaves;
  }

  /** A map is a leaf where the schema knows none of its keys. */
  private static Set<String> leaves(String path, JsonNode values) {
    var leaves = new TreeSet<String>();
    if (!values.isObject() || schemaOf(path).path("properties").isEmpty() || isResources(path)) {
      leaves.add(path);
    } else {
      values
          .properties()
          .forEach(one -> leaves.addAll(leaves(path + "." + one.getKey(), one.getValue())));
    }
    return leaves;
  }

  private static boolean isResources(String path) {
    return path.endsWith(".resources");
  }

  private static JsonNode schemaOf(String path) {
    var schema = SCHEMA;
    for (var name : path.isEmpty() ? List.<String>of() : List.of(path.substring(1).split("\\."))) {
      schema = resolved(schema.path("properties").path(name));
    }
    return schema;
  }

  private static JsonNode resolved(JsonNode schema) {
    var reference = schema.path("$ref").asText();
    return reference.isEmpty() ? schema : SCHEMA.at(reference.substring(1));
  }
}
