package io.crawlkeeper.helm;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/** One object of Kubernetes, as it was rendered. */
record Manifest(JsonNode json) {

  String kind() {
    return json.path("kind").asText();
  }

  String apiVersion() {
    return json.path("apiVersion").asText();
  }

  String name() {
    return json.at("/metadata/name").asText();
  }

  String namespace() {
    return json.at("/metadata/namespace").asText();
  }

  JsonNode at(String pointer) {
    return json.at(pointer);
  }

  /** The pods that it makes, if it makes any. */
  Optional<Pod> pod() {
    return switch (kind()) {
      case "StatefulSet", "Deployment" ->
          Optional.of(
              new Pod(
                  name(), texts(at("/spec/template/metadata/labels")), at("/spec/template/spec")));
      case "Pod" -> Optional.of(new Pod(name(), texts(at("/metadata/labels")), at("/spec")));
      default -> Optional.empty();
    };
  }

  static Map<String, String> texts(JsonNode map) {
    var texts = new TreeMap<String, String>();
    map.properties().forEach(entry -> texts.put(entry.getKey(), entry.getValue().asText()));
    return texts;
  }

  static Stream<JsonNode> elements(JsonNode list) {
    return list instanceof MissingNode ? Stream.of() : list.valueStream();
  }

  static Stream<Manifest> ofKind(List<Manifest> manifests, String kind) {
    return manifests.stream().filter(one -> one.kind().equals(kind));
  }

  static Manifest one(List<Manifest> manifests, String kind, String name) {
    return ofKind(manifests, kind).filter(one -> one.name().equals(name)).findFirst().orElseThrow();
  }

  static List<Pod> pods(List<Manifest> manifests) {
    return manifests.stream().flatMap(one -> one.pod().stream()).toList();
  }

  @Override
  public String toString() {
    return kind() + "/" + name();
  }

  /**
   * @param owner name of the object that makes it
   * @param spec its PodSpec
   */
  record Pod(String owner, Map<String, String> labels, JsonNode spec) {

    String component() {
      return labels.getOrDefault("app.kubernetes.io/component", "");
    }

    boolean matches(JsonNode matchLabels) {
      return labels.entrySet().containsAll(texts(matchLabels).entrySet());
    }

    /** Those that stay. */
    List<JsonNode> lasting() {
      return elements(spec.path("containers")).toList();
    }

    /** Those that stay, and then those that run before. */
    List<JsonNode> containers() {
      return Stream.of("containers", "initContainers")
          .flatMap(list -> elements(spec.path(list)))
          .toList();
    }

    @Override
    public String toString() {
      return "pods of " + owner;
    }
  }
}
